import { z } from "zod";
import { address, hostname, label } from "./common.ts";
import { installDisk } from "./pools.ts";

const mac = z
  .string()
  .regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, "a hardware address such as 52:54:00:12:34:56");

/** One machine of the inventory. */
export const metalMachine = z.strictObject({
  name: label.describe("Name of the machine in the inventory; the node is named by its pool."),
  address: address.describe("Address at which Talos waits in maintenance mode, and which it keeps."),
  mac: mac.describe("Hardware address of the link with that address."),
  zone: label.optional().describe("Failure domain, such as a rack. Default: the machine's own name."),
  pool: label
    .optional()
    .describe(
      "Pool that the machine belongs to; `cp` are the control planes. A pool that machines name takes those alone. Default: of the machines that name none, one of each of the first three zones is kept for the control planes; the others go to the worker pools in their order.",
    ),
  installDisk: installDisk.optional(),
});

/** One machine of the inventory. */
export type MetalMachine = z.output<typeof metalMachine>;

/** `infraflux:metal` */
export const metal = z
  .strictObject({
    vip: address
      .optional()
      .describe(
        "Shared address of the control planes, held by one of them at a time, at which the Kubernetes API is reached. Inside `network.nodeCidr`. Needed unless `endpoint.host` is set.",
      ),
    machines: z
      .array(metalMachine)
      .default([])
      .describe(
        "Machines that have booted Talos into maintenance mode, in the order in which pools take them.",
      ),
    inventory: z
      .string()
      .min(1)
      .optional()
      .describe(
        "File with BareMetalHost objects of Metal3, relative to the project folder, read as further machines: the address from the label or annotation `infraflux.io/address`, the pool likewise from `infraflux.io/pool`, the hardware address from `spec.bootMACAddress`, the zone from the label `topology.kubernetes.io/zone`, the install disk from `spec.rootDeviceHints`.",
      ),
    installDisk: installDisk
      .optional()
      .describe(
        "Disk that Talos is installed on, where neither the machine nor its pool says. No default: it is wiped, so nobody guesses it.",
      ),
    disks: z
      .record(label, z.string().min(1))
      .default({})
      .describe(
        'How the further disks of machines are found: by the name of the data disk, and `etcd` for the disk of etcd, a Talos expression over the disk such as `disk.transport == "nvme" && disk.size > 900u * GB`.',
      ),
    gateway: address.describe("Default gateway of the machines."),
    dns: z
      .array(address)
      .min(1)
      .default(["1.1.1.1", "8.8.8.8"])
      .describe("Name servers of the machines. The default is that of Talos."),
    ntp: z
      .array(z.union([address, hostname], { error: "an IPv4 address or a lower-case DNS name" }))
      .min(1)
      .default(["time.cloudflare.com"])
      .describe("Time servers of the machines. The default is that of Talos."),
    secureBoot: z
      .boolean()
      .default(false)
      .describe("Whether the machines booted the Secure Boot image. Needed for disk encryption by TPM."),
    wipeOnDestroy: z
      .boolean()
      .default(true)
      .describe(
        "Wipes the machines when they leave the cluster, and restarts them into maintenance mode. Takes effect for machines that came up with it.",
      ),
  })
  .describe("Bare metal, where machines are taken over with `provider: metal`.");
