import { z } from "zod";
import { addressRange, label } from "../common.ts";

/** Key of a label of a Service, as a selector names it. */
const labelKey = z
  .string()
  .regex(
    /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
    "the key of a label such as example.org/pool or io.kubernetes.service.namespace",
  );

/** Pools of load balancer addresses beside the default one. */
export const loadBalancerPools = {
  pools: z
    .record(
      label,
      z.strictObject({
        ranges: z
          .array(addressRange)
          .min(1, "at least one range")
          .describe("Addresses of the pool. They belong to no other pool and to no network of the cluster."),
        services: z
          .strictObject({
            label: labelKey.describe(
              "Key of a label of the Services; `io.kubernetes.service.namespace` and `io.kubernetes.service.name` stand for namespace and name.",
            ),
            values: z
              .array(z.string().min(1))
              .min(1, "at least one value")
              .describe("Values of the label, any of which will do."),
          })
          .optional()
          .describe(
            "Services that the pool is for; the other pools give them nothing. Default: every Service that no pool is for.",
          ),
      }),
    )
    .default({})
    .describe(
      "Pools of load balancer addresses by name, beside the default one, which is `network.loadBalancerRange`.",
    ),
};
