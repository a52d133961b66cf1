import { z } from "zod";

/** What the blocks of all clouds have in common. */
export const common = {
  endpoint: z
    .enum(["public", "internal"])
    .default("public")
    .describe(
      "Where the load balancer of the Kubernetes API is reached: `public` from the networks of `security.kubernetesApiAllowedCidrs`, `internal` from the cluster's own network alone.",
    ),
  talosApi: z
    .enum(["listener", "direct"])
    .default("listener")
    .describe(
      "How the Talos API is reached, by the runner too: `listener` is port 50000 of the API's load balancer, for the networks of `security.talosApiAllowedCidrs`; `direct` is each machine's own address, which needs a runner inside the network.",
    ),
  flowLogs: z.boolean().default(true).describe("Records the flows of the machines' network."),
};

/** The zones of a cloud that machines are spread over. */
export const zones = (name: RegExp, allowed: string) =>
  z.array(z.string().regex(name, allowed)).min(1).max(6);
