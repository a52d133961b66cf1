import { z } from "zod";
import { common, zones } from "./cloud.ts";
import { cidr } from "./common.ts";

const armId = (type: string, example: string) =>
  z.string().regex(new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${type}`, "i"), example);

/** `infraflux:azure` */
export const azure = z
  .strictObject({
    location: z
      .string()
      .regex(/^[a-z0-9]+$/, "a location such as westeurope")
      .describe("Location of the cluster."),
    subscriptionId: z
      .guid("a subscription id such as 00000000-0000-0000-0000-000000000000")
      .describe("Subscription that pays."),
    tenantId: z
      .guid("a tenant id such as 00000000-0000-0000-0000-000000000000")
      .describe("Entra tenant of the subscription."),
    zones: zones(/^[1-3]$/, "an availability zone: 1, 2 or 3")
      .default(["1", "2", "3"])
      .describe("Availability zones that machines are spread over."),
    ...common,
    resourceGroup: z
      .string()
      .regex(/^[\w.()-]{1,89}[\w()-]$/, "the name of a resource group")
      .optional()
      .describe("Resource group that is there already. Default: a new one with the name of the cluster."),
    network: z
      .strictObject({
        subnetId: armId(
          "Microsoft.Network/virtualNetworks/[^/]+/subnets/[^/]+$",
          "the ARM id of a subnet: /subscriptions/…/virtualNetworks/<network>/subnets/<subnet>",
        ).describe("Subnet of the machines, with a way out to the internet."),
        egressCidrs: z
          .array(cidr)
          .default([])
          .describe(
            "Addresses with which machines leave the network, such as those of its NAT gateway. Needed with a public endpoint, to which the machines themselves come by them.",
          ),
      })
      .optional()
      .describe(
        "A network that is there already. Default: a new virtual network with the addresses of `network.nodeCidr`.",
      ),
    image: z
      .union(
        [
          z.strictObject({
            id: armId(
              "Microsoft.Compute/(images|galleries)/",
              "the ARM id of an image or of a version of a gallery image",
            ).describe("ARM id of an image that runs Talos."),
          }),
          z.strictObject({
            blobUri: z
              .url({ protocol: /^https$/, error: "the https address of a page blob" })
              .describe("Address of a VHD of the image factory in a storage account of the subscription."),
          }),
        ],
        { error: "either `id` of an image or `blobUri` of a VHD" },
      )
      .describe(
        "Image of the machines. Talos publishes none on Azure; docs/providers/azure.md says how one is made of the image factory's.",
      ),
    encryptionKey: z
      .strictObject({
        diskEncryptionSetId: armId(
          "Microsoft.Compute/diskEncryptionSets/[^/]+$",
          "the ARM id of a disk encryption set",
        ).describe("Disk encryption set that holds the key."),
      })
      .optional()
      .describe("Key that encrypts the disks. Default: a key vault with a key that the stack makes."),
    networkWatcherId: armId("Microsoft.Network/networkWatchers/[^/]+$", "the ARM id of a network watcher")
      .optional()
      .describe(
        "Network watcher that records flows. Default: `NetworkWatcher_<location>` in `NetworkWatcherRG`, which Azure makes with the first network.",
      ),
    volumeType: z
      .enum(["StandardSSD_LRS", "Premium_LRS", "Premium_ZRS"])
      .default("Premium_LRS")
      .describe("Type of the machines' disks."),
    etcdVolumeType: z
      .enum(["Premium_LRS", "PremiumV2_LRS"])
      .default("Premium_LRS")
      .describe("Type of the disks for etcd."),
    tags: z
      .record(z.string().min(1).max(512), z.string().max(256))
      .default({})
      .describe("Tags of everything that is made, beside those that InfraFlux sets."),
  })
  .describe("Azure, where machines are made with `provider: azure`.");
