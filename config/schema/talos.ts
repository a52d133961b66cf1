import { z } from "zod";
import { httpsUrl } from "./common.ts";

const patches = z
  .array(z.record(z.string(), z.unknown()))
  .describe("Documents or partial documents of the Talos machine configuration, merged in their order.");

/** `infraflux:talos` */
export const talos = z
  .strictObject({
    extensions: z
      .array(
        z
          .string()
          .regex(
            /^[a-z0-9-]+\/[a-z0-9-]+$/,
            "an extension of the image factory such as siderolabs/iscsi-tools",
          ),
      )
      .default([])
      .describe("System extensions beside the one that the provider needs (qemu-guest-agent on Proxmox)."),
    extraKernelArgs: z.array(z.string().min(1)).default([]).describe("Further kernel arguments."),
    patches: z
      .strictObject({
        cluster: patches.default([]).describe("Patches for every machine."),
        controlPlane: patches.default([]).describe("Patches for the control planes."),
        worker: patches.default([]).describe("Patches for the workers."),
        machines: z
          .record(z.string(), patches)
          .default({})
          .describe("Patches for single machines, by machine name."),
      })
      .prefault({})
      .describe("Patches of your own. They come last, so they win."),
    discovery: z
      .boolean()
      .default(true)
      .describe(
        "Lets machines find each other by the public service discovery.talos.dev, before the API is up. What they tell it is encrypted with a key of the cluster. Turn it off at sites without access to the internet.",
      ),
    diskEncryption: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe(
            "Encrypts the STATE and EPHEMERAL partitions. Turning it off needs the exemption `disk-encryption`.",
          ),
        key: z
          .enum(["nodeId", "tpm"])
          .default("nodeId")
          .describe(
            "What unlocks the disks: `nodeId` guards against a disk that leaves the machine; `tpm` needs a virtual TPM.",
          ),
      })
      .prefault({})
      .describe("Encryption of the system disk."),
  })
  .prefault({})
  .describe("Talos Linux on the machines.");

const registryHost = z
  .string()
  .regex(/^(\*|[a-z0-9.-]+(:\d+)?)$/, "the host of a registry such as ghcr.io, or * for all others");

/** `infraflux:mirrors` */
export const mirrors = z
  .strictObject({
    registries: z
      .record(
        registryHost,
        z
          .array(z.url({ protocol: /^https?$/, error: "an address that starts with https:// or http://" }))
          .min(1),
      )
      .default({})
      .describe(
        "Mirrors of image registries by registry host, tried in their order. They replace the registry.",
      ),
    charts: z
      .url({ protocol: /^oci$/, error: "an address that starts with oci://" })
      .optional()
      .describe(
        "Registry folder that holds every chart under its own name, those of add-ons too, such as oci://registry.example.org/charts. Default: each project's own.",
      ),
    fluxSource: httpsUrl
      .optional()
      .describe("Copy of the Git repository that Flux reads instead of `gitops.url`. Default: `gitops.url`."),
    capiManifests: z
      .url({ protocol: /^oci$/, error: "an address that starts with oci://" })
      .optional()
      .describe(
        "Registry folder with one artifact per Cluster API provider, named like its GitHub repository. Default: the releases on GitHub.",
      ),
    imageFactory: httpsUrl.optional().describe("Image factory to use. Default: https://factory.talos.dev."),
    gatewayApiManifests: httpsUrl
      .optional()
      .describe(
        "Address that serves the Gateway API release files under the same paths as GitHub. Default: https://github.com.",
      ),
  })
  .prefault({})
  .describe("Where things are fetched from at sites without access to the internet.");
