import { z } from "zod";
import { address, addressRange, hostname, httpsUrl, label } from "./common.ts";

/** `infraflux:proxmox` */
export const proxmox = z
  .strictObject({
    endpoint: httpsUrl
      .regex(
        /^https:\/\/[^/\s?#]+\/?$/,
        "scheme, host and port alone, such as https://pve1.example.org:8006/",
      )
      .describe("Address of the Proxmox VE API, such as https://pve1.example.org:8006/."),
    insecure: z
      .boolean()
      .default(false)
      .describe("Accepts a certificate that nobody vouches for. Refused in prod."),
    hosts: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe("Name of the node in Proxmox."),
          zone: label
            .optional()
            .describe("Failure domain of the host, such as a rack. Default: the host's name."),
        }),
      )
      .min(1)
      .describe("Proxmox nodes that machines are spread over."),
    datastores: z
      .strictObject({
        vm: z.string().min(1).default("local-lvm").describe("Where the disks of the machines lie."),
        etcd: z
          .string()
          .min(1)
          .optional()
          .describe("Where disks for etcd lie, best on local SSD. Default: that of the pool."),
        image: z
          .string()
          .min(1)
          .default("local")
          .describe("Where the Talos image is downloaded to. Needs the content type `import` switched on."),
      })
      .prefault({})
      .describe("Proxmox storages."),
    vip: address
      .optional()
      .describe(
        "Shared address of the control planes, held by one of them at a time, at which the Kubernetes API is reached. Inside `network.nodeCidr`. Needed unless `endpoint.host` is set.",
      ),
    bridge: z.string().min(1).default("vmbr0").describe("Bridge that the machines are attached to."),
    vlan: z.int().min(1).max(4094).optional().describe("VLAN tag of the machines. Default: untagged."),
    addressRange: addressRange.describe(
      "Addresses for the machines: control planes first, then the pools of workers by `order` and name. Inside `network.nodeCidr`.",
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
    vmIdBase: z
      .int()
      .min(100)
      .max(999_000_000)
      .optional()
      .describe("First VM id; ids are counted up from it. Default: 1000 × `cluster.id`."),
    resourcePool: z
      .string()
      .min(1)
      .optional()
      .describe("Proxmox resource pool of the machines. Default: none."),
    tags: z
      .array(
        z.string().regex(/^[a-z0-9_][a-z0-9_.+-]*$/, "lower-case letters, digits, '_', '.', '+' and '-'"),
      )
      .default([])
      .describe("Tags of the machines beside those that InfraFlux sets."),
  })
  .describe("The Proxmox VE cluster that machines are made on.");
