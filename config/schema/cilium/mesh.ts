import { z } from "zod";
import { address, cidr, label } from "../common.ts";

const authority = z.union(
  [
    z.literal("own"),
    z.strictObject({
      stack: z
        .string()
        .regex(/^[^/\s]+\/[^/\s]+\/[^/\s]+$/, "a stack as <organization>/<project>/<stack>")
        .describe("The stack that made it, as `<organization>/<project>/<stack>`."),
    }),
  ],
  { error: "own, or the stack that made it as { stack: <organization>/<project>/<stack> }" },
);

const peer = z.strictObject({
  name: label
    .max(32, "at most 32 characters, the limit of Cilium's cluster name")
    .describe("Its `cluster.name`."),
  id: z.int().min(1).max(255).describe("Its `cluster.id`."),
  podCidr: cidr.describe("Its `network.podCidr`."),
  nodeCidr: cidr.describe(
    "Its `network.nodeCidr`. The firewall of the machines lets the mesh's traffic in from there.",
  ),
  addresses: z
    .array(address)
    .min(1, "at least one address")
    .describe("Addresses of its mesh API server: its `address`, or those of some of its machines."),
  port: z
    .int()
    .min(1)
    .max(65535)
    .default(2379)
    .describe("Port of its mesh API server: 2379 at its `address`, 32379 on its machines."),
});

/** The mesh of clusters. */
export const mesh = {
  mesh: z
    .strictObject({
      authority: authority
        .optional()
        .describe(
          "Who made the certificate authority that the clusters of the mesh share: `own` says this stack, which gives it out as its output `meshTrust`. Default: nobody, and the cluster is in no mesh.",
        ),
      address: address
        .optional()
        .describe(
          "Fixed address of the mesh API server, from `network.loadBalancerRange` or a pool. Default: any of them, or port 32379 of the machines where there are none.",
        ),
      peers: z
        .array(peer)
        .default([])
        .describe("The other clusters of the mesh. Each has to name this one too."),
      globalNamespaces: z
        .enum(["annotated", "all"])
        .default("annotated")
        .describe(
          'Namespaces that other clusters see: those with the annotation `clustermesh.cilium.io/global: "true"`, or all that do not refuse it there.',
        ),
      serviceExport: z
        .boolean()
        .default(false)
        .describe(
          "Services can be exported and imported by the Multi-Cluster Services API, under `clusterset.local`.",
        ),
      nativeRoutingCidr: cidr
        .optional()
        .describe(
          "Network that holds the pods of all clusters, which the routing mode `native` needs to know. Default: `network.podCidr`.",
        ),
    })
    .prefault({})
    .describe("The mesh of clusters that this one is part of: shared Services and identities."),
};
