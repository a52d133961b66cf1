import { z } from "zod";
import { maglevTableSizes } from "../../../components/cilium/plan/index.ts";

/** How Services are balanced towards clients outside the cluster. */
export const loadBalancing = {
  loadBalancing: z
    .strictObject({
      mode: z
        .enum(["snat", "dsr", "hybrid"])
        .default("snat")
        .describe(
          "Which way answers take: `snat` back through the node that took the request, `dsr` straight to the client with its address kept, `hybrid` straight for TCP only.",
        ),
      dsrDispatch: z
        .enum(["opt", "geneve"])
        .optional()
        .describe(
          "How `dsr` and `hybrid` name the Service to the backend's node: `opt` in an IP option, `geneve` in an encapsulation. Default: `geneve` in a tunnel, `opt` with native routing.",
        ),
      algorithm: z
        .enum(["maglev", "random"])
        .default("maglev")
        .describe(
          "How a backend is chosen: `maglev` gives a connection the same backend on every node, `random` needs less memory.",
        ),
      maglevTableSize: z
        .literal(maglevTableSizes)
        .default(16381)
        .describe(
          "Entries of each Service's Maglev table; more than a hundred times the backends of the largest Service.",
        ),
      acceleration: z
        .enum(["disabled", "best-effort", "native"])
        .default("disabled")
        .describe(
          "Whether packets for other nodes turn back in the driver of the network card, by XDP: `native` on every device or the agent does not start, `best-effort` on those that can.",
        ),
    })
    .prefault({})
    .describe("How Services are balanced towards clients outside the cluster."),
  nicDriver: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]*$/, "the name of a Linux driver such as virtio_net or mlx5_core")
    .optional()
    .describe(
      "Linux driver of the nodes' network cards, which decides on XDP and BIG TCP. Default: that of the provider, `virtio_net` on Proxmox.",
    ),
};
