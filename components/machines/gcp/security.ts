import { Firewall } from "@pulumi/gcp/compute/firewall.js";
import type { Input } from "@pulumi/pulumi";

import { apiPort, controlPlaneTag, nodeTag } from "./names.ts";
import type { MachineNetwork } from "./network.ts";
import type { Whole } from "./parts.ts";
import { allowRules, type AllowRule } from "./rules.ts";

/** Before the rules that a network may have for everybody in it, and after those of the cloud controller. */
const priorities = { allow: 1000, deny: 60_000 } as const;

/**
 * The firewall of the machines: what the cluster needs is let in, everything else is denied and recorded. All rules are
 * about machines of the cluster alone, so that they harm nobody else in a shared network.
 */
export function machineFirewall(whole: Whole, { network, egressCidrs }: MachineNetwork): void {
  const { name, args, child } = whole;
  for (const rule of allowRules(args)) {
    allow(whole, network, rule);
  }
  if (args.endpoint === "public" && egressCidrs.length > 0) {
    new Firewall(
      `${name}-allow-kubernetes-api-egress`,
      {
        network,
        description: "kubernetes-api: machines of the cluster, under the addresses of their NAT gateway.",
        direction: "INGRESS",
        priority: priorities.allow,
        targetTags: [controlPlaneTag(args.clusterName)],
        sourceRanges: [...egressCidrs],
        allows: [{ protocol: "tcp", ports: [String(apiPort)] }],
      },
      child,
    );
  }
  new Firewall(
    `${name}-deny-ingress`,
    {
      network,
      description: "Everything that no other rule lets in.",
      direction: "INGRESS",
      priority: priorities.deny,
      targetTags: [nodeTag(args.clusterName)],
      sourceRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
    },
    child,
  );
}

function allow({ name, args, child }: Whole, network: Input<string>, rule: AllowRule): void {
  const { destinationRanges, fromMachines, ports, protocol, sourceRanges, target } = rule;
  const { clusterName } = args;
  new Firewall(
    `${name}-allow-${rule.name}`,
    {
      network,
      description: `${rule.name} of the cluster ${clusterName}.`,
      direction: "INGRESS",
      priority: priorities.allow,
      targetTags: [target === "machines" ? nodeTag(clusterName) : controlPlaneTag(clusterName)],
      allows: [{ protocol, ...(ports.length > 0 && { ports: [...ports] }) }],
      ...(fromMachines && { sourceTags: [nodeTag(clusterName)] }),
      ...(sourceRanges.length > 0 && { sourceRanges: [...sourceRanges] }),
      ...(destinationRanges && { destinationRanges: [...destinationRanges] }),
    },
    child,
  );
}
