import { z } from "zod";
import { address, cidr, label, labels } from "../common.ts";

const gateway = z.strictObject({
  nodeLabels: labels.describe("Labels of the node. Of several that have them it is the first by name."),
  address: address
    .optional()
    .describe(
      "Address that the traffic gets. It must be on an interface of the node, by a patch of the machine (`talos.patches`). Default: the node's own, or that of `interface`.",
    ),
  interface: z
    .string()
    .regex(/^[^\s/]{1,15}$/, "the name of a network interface such as eth1")
    .optional()
    .describe(
      "Interface of the node whose first address the traffic gets, by its name in the kernel. Default: that of the default route.",
    ),
});

const policy = z.strictObject({
  name: label.describe("What the policy is called, unique among the policies."),
  namespaces: z
    .array(label)
    .default([])
    .describe("Namespaces of the pods. Default: every one that has pods with `podLabels`."),
  podLabels: labels.default({}).describe("Labels of the pods. Default: any."),
  destinationCidrs: z
    .array(cidr)
    .min(1, "at least one network")
    .default(["0.0.0.0/0"])
    .describe("Networks outside the cluster to which it applies. Default: everything outside."),
  excludedCidrs: z.array(cidr).default([]).describe("Networks among them to which it does not apply."),
  gateways: z
    .array(gateway)
    .min(1, "at least one node")
    .describe(
      "The nodes that the traffic leaves through. Each pod keeps to one of them; no other takes over.",
    ),
});

/** Fixed source addresses. */
export const egress = {
  egress: z
    .strictObject({ policies: z.array(policy).default([]).describe("Who leaves through which node.") })
    .prefault({})
    .describe("Fixed source addresses of traffic that leaves the cluster (capability `egressGateway`)."),
};
