import { Image } from "@pulumi/gcp/compute/image.js";
import type { Input } from "@pulumi/pulumi";

import { labelsOf } from "./names.ts";
import type { Whole } from "./parts.ts";

/**
 * Self link or family of the image that machines are made from. A disk image in a bucket becomes an image first; another
 * one makes another image, and leaves machines as they are.
 */
export function machineImage({ name, args, child }: Whole): Input<string> {
  const { clusterName, image } = args;
  if ("id" in image) {
    return image.id;
  }
  return new Image(
    `${name}-image`,
    {
      description: `Talos for the machines of ${clusterName}.`,
      rawDisk: { source: image.source },
      guestOsFeatures: guestOsFeatures.map((type) => ({ type })),
      labels: labelsOf(args),
    },
    child,
  ).selfLink;
}

/** What Google Cloud must know of Talos: it boots by UEFI, which shielded machines do, and knows the card and the disks. */
const guestOsFeatures = ["UEFI_COMPATIBLE", "GVNIC", "VIRTIO_SCSI_MULTIQUEUE"];
