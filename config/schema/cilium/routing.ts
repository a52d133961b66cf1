import { z } from "zod";

/** How packets travel between pods and through a host. */
export const routing = {
  routingMode: z
    .enum(["tunnel", "native"])
    .default("tunnel")
    .describe(
      "How pods of different nodes reach each other: `tunnel` works on any network, `native` routes without encapsulation.",
    ),
  tunnelProtocol: z
    .enum(["vxlan", "geneve"])
    .default("vxlan")
    .describe("Encapsulation of the routing mode `tunnel`."),
  hostRouting: z
    .enum(["legacy", "ebpf"])
    .default("legacy")
    .describe(
      "How packets cross the host: through its network stack, or around it in eBPF, which is faster.",
    ),
};
