import { talosFirewallApiLimited } from "../../../../policy/rules/talos/talos-firewall-api-limited.ts";
import type { Samples } from "../../support/sample.ts";
import { document, patchedMachine } from "./builders.ts";

const opening = (ports: readonly (number | string)[], subnets: readonly string[], protocol = "tcp") =>
  patchedMachine(
    document("NetworkRuleConfig", {
      name: "api",
      portSelector: { ports, protocol },
      ingress: subnets.map((subnet) => ({ subnet })),
    }),
  );

export const samples: Samples = {
  rule: talosFirewallApiLimited,
  settings: { apiCidrs: ["10.0.0.0/16", "2001:db8::/48"] },
  good: {
    "networks that were named": opening([6443, 50000], ["10.0.8.0/24", "2001:db8:0:1::/64"]),
    "services for everybody": opening([80, 443], ["0.0.0.0/0"]),
  },
  bad: {
    everybody: {
      subject: opening([6443], ["10.0.8.0/24", "0.0.0.0/0"]),
      messages: [
        'NetworkRuleConfig[api].ingress[1].subnet: got "0.0.0.0/0", want networks in 10.0.0.0/16, 2001:db8::/48',
      ],
    },
    "more than a network that was named": {
      subject: opening(["50000-50001"], ["10.0.0.0/15"]),
      messages: [
        'NetworkRuleConfig[api].ingress[0].subnet: got "10.0.0.0/15", want networks in 10.0.0.0/16, 2001:db8::/48',
      ],
    },
  },
};

/** Where no networks are named, which is what the pack ships. */
export const samplesWithoutNetworks: Samples = {
  rule: talosFirewallApiLimited,
  good: {
    "networks of any size that somebody may own": opening([6443], ["10.0.0.0/8", "203.0.113.0/24"]),
    "the Talos API, which another rule is about": opening([50000], ["0.0.0.0/0"]),
  },
  bad: {
    "everybody, though no network is named": {
      subject: opening([6443], ["0.0.0.0/0", "::/0"]),
      messages: [
        'NetworkRuleConfig[api].ingress[0].subnet: got "0.0.0.0/0", want networks of your own',
        'NetworkRuleConfig[api].ingress[1].subnet: got "::/0", want networks of your own',
      ],
    },
  },
};
