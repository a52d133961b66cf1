import { z } from "zod";
import { common, zones } from "./cloud.ts";
import { cidr } from "./common.ts";

/** `infraflux:gcp` */
export const gcp = z
  .strictObject({
    project: z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "the id of a project such as acme-platform")
      .describe("Project of the cluster."),
    region: z
      .string()
      .regex(/^[a-z]+-[a-z]+\d+$/, "a region such as europe-west3")
      .describe("Region of the cluster."),
    zones: zones(/^[a-z]+-[a-z]+\d+-[a-z]$/, "a zone such as europe-west3-a")
      .optional()
      .describe("Zones that machines are spread over. Default: a, b and c of the region."),
    ...common,
    network: z
      .strictObject({
        network: z.string().min(1).describe("Name or self link of the VPC network."),
        subnetwork: z
          .string()
          .min(1)
          .describe("Name or self link of the subnetwork of the machines, with a way out to the internet."),
        egressCidrs: z
          .array(cidr)
          .default([])
          .describe(
            "Public addresses by which the machines leave the network, such as 203.0.113.7/32: those of its Cloud NAT. The public load balancer sees the machines under them. Needed with `endpoint: public`.",
          ),
      })
      .optional()
      .describe(
        "A network that is there already. Default: a new one with the addresses of `network.nodeCidr`.",
      ),
    image: z
      .union(
        [
          z.strictObject({
            id: z.string().min(1).describe("Self link or family of an image that runs Talos."),
          }),
          z.strictObject({
            source: z
              .string()
              .regex(
                /^https:\/\/storage\.googleapis\.com\/.+\.tar\.gz$/,
                "https://storage.googleapis.com/<bucket>/<object>.tar.gz",
              )
              .describe("Disk image of the image factory in a bucket of the project."),
          }),
        ],
        { error: "either `id` of an image or `source`, a disk image in a bucket" },
      )
      .describe("Image of the machines. Talos publishes none in Google Cloud, so it is your own."),
    encryptionKey: z
      .string()
      .regex(
        /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/,
        "the name of a KMS key: projects/…/locations/…/keyRings/…/cryptoKeys/…",
      )
      .optional()
      .describe("KMS key that encrypts the disks. Default: a key that the stack makes and rotates."),
    volumeType: z
      .enum(["pd-balanced", "pd-ssd", "hyperdisk-balanced"])
      .default("pd-balanced")
      .describe("Type of the machines' disks."),
    etcdVolumeType: z
      .enum(["pd-ssd", "hyperdisk-balanced"])
      .default("pd-ssd")
      .describe("Type of the disks for etcd."),
    labels: z
      .record(
        z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, "lower-case letters, digits, '_' and '-'"),
        z.string().regex(/^[a-z0-9_-]{0,63}$/, "lower-case letters, digits, '_' and '-'"),
      )
      .default({})
      .describe("Labels of everything that is made, beside those that InfraFlux sets."),
  })
  .describe("Google Cloud, where machines are made with `provider: gcp`.");
