import { z } from "zod";

/** How fast senders may go, and in how large pieces. */
export const bandwidth = {
  bandwidth: z
    .strictObject({
      bbr: z
        .enum(["pods", "host", "off"])
        .optional()
        .describe(
          "Whose TCP connections use BBR instead of CUBIC: those of every pod, only those of pods on the host network, or none. Default: `pods` with `hostRouting: ebpf`, else `off`.",
        ),
      bigTcp: z
        .boolean()
        .default(false)
        .describe("Passes packets of up to 192 KiB through the host's network stack (BIG TCP for IPv4)."),
    })
    .prefault({})
    .describe("How fast senders may go, and in how large pieces."),
};
