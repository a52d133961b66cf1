import { z } from "zod";
import { MAX_CONTROL_PLANES } from "../sizes.ts";
import { label, labels, size } from "./common.ts";

const taint = z.strictObject({
  key: z.string().min(1).describe("Key of the taint."),
  value: z.string().optional().describe("Value of the taint."),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    .describe("What happens to pods without a toleration."),
});

/** The disk that Talos is installed on. */
export const installDisk = z
  .union(
    [
      z.strictObject({
        path: z
          .string()
          .regex(/^\/dev\/\S+$/, "a device path such as /dev/sda")
          .describe("Device path."),
      }),
      z.strictObject({
        selector: z
          .record(z.string(), z.string())
          .describe("Talos disk selector, such as `size: '>= 100GB'` or `type: nvme`."),
      }),
    ],
    { error: "either `path: /dev/…` or `selector: {…}`" },
  )
  .describe("Disk that Talos is installed on. Default: the boot disk of the provider.");

const dataDisk = z.strictObject({
  name: label
    .max(20, "at most 20 characters, the limit of a disk's serial number")
    .describe("Name of the volume."),
  size: size("GiB").describe("Size in GiB, or a quantity."),
  datastore: z.string().min(1).optional().describe("Datastore of the disk. Default: that of the pool."),
  kind: z
    .enum(["userVolume", "raw"])
    .default("userVolume")
    .describe(
      "`userVolume` is formatted and mounted at `/var/mnt/<name>`; `raw` is left unformatted, for Ceph and the like.",
    ),
});

const pool = {
  cpu: z.int().min(1).max(512).describe("CPU cores of each machine. Default: from `cluster.size`."),
  memory: size("MiB").describe(
    "Memory of each machine in MiB, or a quantity such as 8Gi. Default: from `cluster.size`.",
  ),
  disk: size("GiB").describe(
    "System disk of each machine in GiB, or a quantity. Default: from `cluster.size`.",
  ),
  labels: labels.default({}).describe("Kubernetes labels of the nodes."),
  taints: z.array(taint).default([]).describe("Kubernetes taints of the nodes."),
  instanceType: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "the name of an instance type such as m6i.xlarge")
    .optional()
    .describe(
      "Instance type of the machines on a cloud. Default: the cheapest one with `cpu` cores and `memory`.",
    ),
  hosts: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Hosts that the machines are spread over, by name. Default: all hosts of the provider."),
  zones: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe(
      "Zones that the machines are spread over. Where the provider has hosts, shorthand for all hosts in them, and not together with `hosts`. Default: all.",
    ),
  datastore: z
    .string()
    .min(1)
    .optional()
    .describe("Datastore of the disks, on Proxmox. Default: that of the provider."),
  installDisk: installDisk.optional(),
  dataDisks: z.array(dataDisk).prefault([]).describe("Further disks of each machine."),
};

/** `infraflux:controlPlane` */
export const controlPlane = z
  .strictObject({
    count: z
      .int()
      .min(1)
      .max(MAX_CONTROL_PLANES)
      .describe("Number of control planes, odd: etcd needs a majority. Default: from `cluster.size`."),
    ...pool,
    etcdDisk: z
      .strictObject({
        size: size("GiB").describe("Size in GiB, or a quantity."),
        datastore: z
          .string()
          .min(1)
          .optional()
          .describe("Datastore on local SSD, on Proxmox. Default: `proxmox.datastores.etcd`."),
      })
      .optional()
      .describe("A disk of its own for etcd. Default: etcd lies on the system disk."),
  })
  .describe("The control planes.");

const workerPool = z
  .strictObject({
    count: z.int().min(0).max(1000).describe("Number of machines."),
    spot: z
      .boolean()
      .default(false)
      .describe(
        "Whether the machines are spare capacity of a cloud, much cheaper and taken away at short notice.",
      ),
    maxCount: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe(
        "How far the pool may grow; so many addresses are kept for it. Needed where another pool comes after it. Default: `count`.",
      ),
    order: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .describe(
        "Place of the pool's addresses among the pools: by this number, then by name. Give a pool that is added later a higher number than all others, so that no machine moves.",
      ),
    ...pool,
  })
  .describe("One pool of equal workers.");

/** `infraflux:workers` */
export const workers = z
  .record(label.max(24, "at most 24 characters, so that machine names fit into a host name"), workerPool)
  .describe(
    "Pools of workers by name. The size template brings one pool `worker`; `worker: null` takes it away. A further pool takes the machine size of the template and needs a `count`.",
  );
