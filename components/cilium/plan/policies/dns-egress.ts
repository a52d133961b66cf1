import type { CiliumObject } from "../capabilities/capability.ts";
import type { CiliumPlan } from "../plan.ts";
import { inNamespaces } from "./namespaces.ts";
import { allowing, tcp } from "./policy.ts";

/**
 * What pods of a namespace may reach outside, by name: one policy for each namespace that is named anywhere.
 *
 * Cilium learns the addresses of a name from the answers that pass its DNS proxy, which the capability l7Visibility brings.
 */
export function dnsEgressPolicies({ settings: { dnsEgress } }: CiliumPlan): CiliumObject[] {
  const namespaces = [...new Set(dnsEgress.flatMap((entry) => entry.namespaces))];
  return namespaces.map((namespace) =>
    allowing(`dns-egress-${namespace}`, `Pods of ${namespace} reach these names outside.`, {
      endpointSelector: inNamespaces(namespace),
      egress: dnsEgress
        .filter((entry) => entry.namespaces.includes(namespace))
        .map(({ names, ports }) => ({ toFQDNs: names.map(selector), toPorts: [{ ports: tcp(...ports) }] })),
    }),
  );
}

function selector(name: string) {
  return name.includes("*") ? { matchPattern: name } : { matchName: name };
}
