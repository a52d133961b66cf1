import { clashIf } from "../conflicts/conflict.ts";
import type { Conflict } from "../conflicts/conflict.ts";
import { dnsEgressPolicies } from "../policies/dns-egress.ts";
import type { Capability } from "./capability.ts";

/** Policies beyond Kubernetes' own, and which of them allowed or dropped a flow. */
export const advancedPolicy: Capability = {
  name: "advancedPolicy",
  purpose: "Brings policies beyond Kubernetes' own: by entity, identity, DNS name and protocol.",
  cost: "A policy lookup for each connection of a selected pod.",
  check: { command: "kubectl get ciliumclusterwidenetworkpolicies", shows: "each policy as `VALID True`." },
  conflicts: dnsEgressConflicts(),
  values: (_plan, on) => ({
    // Off, the agents read neither kind: nothing is denied while the policies are still there to be deleted. No value of
    // the chart says so, and the agents' options are not in their documentation.
    extraConfig: {
      "enable-cilium-network-policy": String(on),
      "enable-cilium-clusterwide-network-policy": String(on),
    },
  }),
  objects: dnsEgressPolicies,
};

function dnsEgressConflicts(): Conflict[] {
  const runbook = "docs/runbooks/advanced-policy.md";
  return [
    {
      id: "dns-egress-needs-default-deny",
      reason:
        "where nothing is denied everything outside can be reached, and a list of names takes nothing away",
      source: runbook,
      remedy: "Choose default-deny and leave advancedPolicy on, or give no names.",
      clashes: ({ networkPolicies, on, settings: { dnsEgress } }) =>
        clashIf(
          dnsEgress.length > 0 && !(networkPolicies === "default-deny" && on.advancedPolicy),
          "settings.dnsEgress",
          names(dnsEgress),
          "empty without default-deny",
        ),
    },
    {
      id: "dns-egress-needs-dns-visibility",
      reason: "Cilium learns the addresses of a name from the answers that pass its DNS proxy",
      source: "Cilium documentation, DNS Policy and IP Discovery",
      remedy: "Switch l7Visibility on, with dns among its protocols.",
      clashes: ({ l7Protocols, settings: { dnsEgress } }) =>
        clashIf(
          dnsEgress.length > 0 && !l7Protocols.includes("dns"),
          "settings.dnsEgress",
          names(dnsEgress),
          "empty while DNS is not looked into",
        ),
    },
    {
      id: "dns-egress-opens-everything",
      reason: "a pattern that matches any name opens the whole outside",
      source: "Cilium documentation, DNS Policy and IP Discovery",
      remedy: "Name the domain, such as **.example.org.",
      clashes: ({ settings: { dnsEgress } }) =>
        names(dnsEgress)
          .filter((name) => !/[^*.]/.test(name))
          .map((value) => ({ path: "settings.dnsEgress", value, allowed: "names and patterns of a domain" })),
    },
  ];
}

function names(entries: readonly { readonly names: readonly string[] }[]): string[] {
  return [...new Set(entries.flatMap((entry) => entry.names))];
}
