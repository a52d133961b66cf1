import { talosFirewallControlPorts } from "../../../../policy/rules/talos/talos-firewall-control-ports.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
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
  rule: talosFirewallControlPorts,
  good: {
    "control ports for networks of one's own": opening(
      [50000, "2379-2380", 10250],
      ["10.0.0.0/8", "2001:db8::/48", "fd00::/8"],
    ),
    "ports of services for everybody": opening([80, 443], ["0.0.0.0/0", "::/0"]),
    "another protocol": opening([50000], ["0.0.0.0/0"], "udp"),
  },
  bad: {
    "the Talos API for everybody": {
      subject: opening([50000], ["10.0.0.0/24", "0.0.0.0/0"]),
      messages: [
        'NetworkRuleConfig[api].ingress[1].subnet: got "0.0.0.0/0" for port 50000, want networks of your own',
      ],
    },
    "a range that holds control ports, for all of IPv6": {
      subject: opening(["2000-3000", "10000-20000"], ["::/0"]),
      messages: [
        'NetworkRuleConfig[api].ingress[0].subnet: got "::/0" for port 2379, 2380, 10250, want networks of your own',
      ],
    },
    "the API that machines ask for certificates": {
      subject: opening([50001], ["0.0.0.0/0"]),
      messages: [
        'NetworkRuleConfig[api].ingress[0].subnet: got "0.0.0.0/0" for port 50001, want networks of your own',
      ],
    },
    "the Internet in two halves": {
      subject: opening([10250], ["0.0.0.0/1", "128.0.0.0/1"]),
      messages: [
        'NetworkRuleConfig[api].ingress[0].subnet: got "0.0.0.0/1" for port 10250, want networks of your own',
        'NetworkRuleConfig[api].ingress[1].subnet: got "128.0.0.0/1" for port 10250, want networks of your own',
      ],
    },
    "a patch that replaces the networks": {
      subject: patchedMachine(
        document("NetworkRuleConfig", {
          name: "api",
          portSelector: { ports: [50000], protocol: "tcp" },
          ingress: [{ subnet: "10.0.0.0/24" }],
        }),
        document("NetworkRuleConfig", { name: "api", ingress: [{ subnet: "0.0.0.0/0" }] }),
      ),
      messages: [
        'NetworkRuleConfig[api].ingress[0].subnet: got "0.0.0.0/0" for port 50000, want networks of your own',
      ],
    },
  },
  notJudged: {
    "a rule whose ports are in a patch that is not known": {
      subject: patchedMachine(document("NetworkRuleConfig", { name: "api", ingress: [] }), unknown),
      paths: ["NetworkRuleConfig[api].portSelector.protocol"],
    },
  },
};
