import { z } from "zod";
import { common, zones } from "./cloud.ts";
import { cidr } from "./common.ts";

const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `an id such as ${prefix}-0123456789abcdef0`);

const subnet = z.strictObject({
  id: id("subnet").describe("Id of the subnet."),
  zone: z.string().min(1).describe("Availability zone that the subnet lies in."),
});

/** `infraflux:aws` */
export const aws = z
  .strictObject({
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-central-1")
      .describe("Region of the cluster."),
    zones: zones(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, "an availability zone such as eu-central-1a")
      .optional()
      .describe(
        "Availability zones that machines are spread over. A new network has room for three, and their order cannot change. Default: a, b and c of the region.",
      ),
    ...common,
    network: z
      .strictObject({
        vpcId: id("vpc").describe("Id of the VPC."),
        privateSubnets: z
          .array(subnet)
          .min(1)
          .describe("Subnets of the machines, one for each zone, with a way out to the internet."),
        publicSubnets: z
          .array(subnet)
          .default([])
          .describe("Subnets of a public load balancer, one for each zone. Needed with `endpoint: public`."),
        egressCidrs: z
          .array(cidr)
          .default([])
          .describe(
            "Public addresses by which the machines leave the network, such as 203.0.113.7/32: those of its NAT gateways. The public load balancer sees the machines under them. Needed with `endpoint: public`.",
          ),
      })
      .optional()
      .describe(
        "A network that is there already. Default: a new VPC with the addresses of `network.nodeCidr`.",
      ),
    natGateways: z
      .enum(["perZone", "single"])
      .optional()
      .describe(
        "NAT gateways of a new network: one for each zone, or one for all, which is cheaper and goes down with its zone. Default: perZone in prod, else single.",
      ),
    image: z
      .union(
        [
          z.strictObject({ id: id("ami").describe("Id of an AMI that runs Talos.") }),
          z.strictObject({
            bucket: z.string().min(3).describe("S3 bucket that holds a raw disk image of the image factory."),
            key: z.string().min(1).describe("Key of the image in the bucket."),
          }),
        ],
        { error: "either `id: ami-…` or `bucket` and `key` of a raw disk image" },
      )
      .optional()
      .describe(
        "Image of the machines. Default: the official AMI of the exact Talos version. Extensions need an image of your own.",
      ),
    encryptionKey: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:/, "the ARN of a KMS key")
      .optional()
      .describe("KMS key that encrypts the disks. Default: a key that the stack makes and rotates yearly."),
    volumeType: z.enum(["gp3", "io2"]).default("gp3").describe("Type of the machines' volumes."),
    etcdVolumeType: z.enum(["gp3", "io2"]).default("gp3").describe("Type of the volumes for etcd."),
    tags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .default({})
      .describe("Tags of everything that is made, beside those that InfraFlux sets."),
  })
  .describe("AWS, where machines are made with `provider: aws`.");
