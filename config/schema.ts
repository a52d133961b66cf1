import { z } from "zod";
import { cilium } from "./schema/cilium/index.ts";
import { cluster, endpoint, environment, network, profile } from "./schema/cluster.ts";
import { backup, capi, gitops, handoff } from "./schema/delivery.ts";
import { controlPlane, workers } from "./schema/pools.ts";
import { proxmox } from "./schema/proxmox.ts";
import { security } from "./schema/security.ts";
import { mirrors, talos } from "./schema/talos.ts";

/** What machines can be made on. */
const PROVIDERS = ["proxmox"] as const;

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
  provider: z.enum(PROVIDERS).default("proxmox").describe("What machines are made on."),
  proxmox,
  talos,
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
