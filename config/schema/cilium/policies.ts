import { z } from "zod";
import { label, labels } from "../common.ts";

const ports = z.array(z.int().min(1).max(65535)).min(1).max(40, "at most 40 ports, the limit of Cilium");

const name = z
  .string()
  .max(255)
  .regex(
    /^([-a-z0-9_*]+\.)*[-a-z0-9_*]+$/,
    "a DNS name such as api.example.org, or a pattern: *.example.org for one level below it, **.example.org for any",
  );

/** Policies: of nodes, by protocol, and by name. */
export const policies = {
  hostFirewall: z
    .strictObject({
      mode: z
        .enum(["audit", "enforce", "off"])
        .default("audit")
        .describe(
          "`audit` drops nothing and shows in Hubble what `enforce` would drop; `off` brings no policy. See docs/runbooks/host-firewall.md before enforcing.",
        ),
      nodeLabels: labels
        .default({})
        .describe(
          "Nodes that `enforce` closes, by their labels, so that it can go from a few to all. Default: every node.",
        ),
    })
    .prefault({})
    .describe("Policies of the nodes themselves, which the capability `hostFirewall` applies."),
  l7: z
    .strictObject({
      namespaces: z
        .array(label)
        .default([])
        .describe(
          "Namespaces among whose pods HTTP and gRPC are looked into. The edge and DNS are seen everywhere, and so is what an application's own policy selects.",
        ),
      ports: ports
        .default([80, 8080])
        .describe(
          "TCP ports of those pods that carry plain HTTP or gRPC. TLS and anything else breaks there.",
        ),
    })
    .prefault({})
    .describe("Where the capability `l7Visibility` looks into requests."),
  dnsEgress: z
    .array(
      z.strictObject({
        namespaces: z.array(label).min(1).describe("Namespaces of the pods."),
        names: z.array(name).min(1).describe("Names outside the cluster, or patterns of names."),
        ports: ports.default([443]).describe("TCP ports."),
      }),
    )
    .default([])
    .describe("What pods may reach outside the cluster by name, under default-deny."),
};
