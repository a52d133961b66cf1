import { z } from "zod";
import { aws } from "./schema/aws.ts";
import { azure } from "./schema/azure.ts";
import { cilium } from "./schema/cilium/index.ts";
import { cluster, endpoint, environment, network, profile } from "./schema/cluster.ts";
import { backup, capi, gitops, handoff } from "./schema/delivery.ts";
import { gcp } from "./schema/gcp.ts";
import { metal } from "./schema/metal.ts";
import { controlPlane, workers } from "./schema/pools.ts";
import { proxmox } from "./schema/proxmox.ts";
import { security } from "./schema/security.ts";
import { storage } from "./schema/storage.ts";
import { mirrors, talos } from "./schema/talos.ts";

/** What machines can be made on. Each is also the name of the section that says how. */
export const PROVIDERS = ["proxmox", "aws", "azure", "gcp", "metal"] as const;

/** What machines are made on. */
export type Provider = (typeof PROVIDERS)[number];

/**
 * The whole configuration, as the merged layers must look like. In a stack file each top-level key is an
 * `infraflux:<key>`; the custom file is the same tree without the prefix. The editor schema and the reference in docs/
 * are generated from this.
 */
export const settingsSchema = z.strictObject({
  profile,
  environment,
  cluster,
  endpoint,
  network,
  controlPlane,
  workers,
  provider: z
    .enum([...PROVIDERS, "metal3"])
    .default("proxmox")
    .transform((provider): Provider => (provider === "metal3" ? "metal" : provider))
    .describe(
      "What machines are made on: the section of the same name says how. `metal3` is another word for `metal`.",
    ),
  proxmox: proxmox.optional(),
  aws: aws.optional(),
  azure: azure.optional(),
  gcp: gcp.optional(),
  metal: metal.optional(),
  talos,
  storage,
  mirrors,
  cilium,
  security,
  gitops,
  capi,
  handoff,
  backup,
});

/** The configuration with defaults filled in and sizes as numbers, before anything is derived from it. */
export type Settings = z.output<typeof settingsSchema>;

/** Whether a section says how machines are made on a provider. */
export function isProvider(section: string): section is Provider {
  return (PROVIDERS as readonly string[]).includes(section);
}
