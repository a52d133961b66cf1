import type { CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties, World } from "../../core/kind.ts";
import { computeResource, missing } from "./compute.ts";
import { imageId, imageSizeGb, type TalosContent } from "./image.ts";
import { refuseUnusable } from "./key.ts";
import { invalid, nameIn, projectOf, recordOf, regionOfZone, zoneOf } from "./paths.ts";
import { refuseOver, thingsIn } from "./quota.ts";

const types = ["pd-standard", "pd-balanced", "pd-ssd", "pd-extreme", "hyperdisk-balanced"];

/** A disk of a zone. */
export const disk = computeResource({
  token: "gcp:compute/disk:Disk",
  collection: "gcpDisk",
  plural: "disks",
  scope: "zonal",
  replaceOn: ["type", "image", "snapshot", "description", "diskEncryptionKey", "physicalBlockSizeBytes"],
  refersTo: [
    { path: "image", collection: "gcpImage", missing: missing("sourceImage", "image"), idOf: imageId },
  ],
  // A disk grows while it is in use, and never shrinks.
  replaces: ({ size: old = 0 }, { size: wanted = Infinity }) =>
    Number(wanted) < Number(old) ? ["size"] : [],
  defaults: (inputs) => ({ type: "pd-standard", ...inputs }),
  rules: (inputs, context, before) => {
    refuseDisk(inputs);
    refuseUnusable(inputs, context);
    if (before === undefined) {
      refuseOverQuota(inputs, context);
    }
  },
  computed: (_id, { image, size }, { world }, before) => ({
    size: size ?? (image === undefined ? 500 : imageSizeGb),
    // What was once written to it stays when the image goes.
    talos: before?.["talos"] ?? contentOf(world, image),
    guestOsFeatures: before?.["guestOsFeatures"] ?? featuresOf(world, image),
  }),
});

function refuseDisk({ image, size, type }: Properties): void {
  if (!types.includes(nameIn(String(type)))) {
    throw invalid("type", type, "The referenced diskType resource cannot be found.");
  }
  if (image !== undefined && typeof size === "number" && size < imageSizeGb) {
    throw invalid(
      "sizeGb",
      size,
      `Requested disk size cannot be smaller than the image size (${imageSizeGb} GB)`,
    );
  }
}

function refuseOverQuota(inputs: Properties, context: CallContext): void {
  const [project, region] = [projectOf(inputs, context), regionOfZone(zoneOf(inputs, context))];
  const others = thingsIn(context.world, "gcpDisk", `projects/${project}/zones/${region}-`);
  const total = [{ value: { inputs } }, ...others]
    .filter(({ value }) => value.inputs["type"] !== "pd-standard")
    .reduce((sum, { value }) => sum + Number(value.inputs["size"] ?? 0), 0);
  refuseOver(context.world, project, "SSD_TOTAL_GB", total, `in region ${region}`);
}

function contentOf(world: World, image: unknown): TalosContent | undefined {
  return imageRecord(world, image)?.computed["talos"] as TalosContent | undefined;
}

function featuresOf(world: World, image: unknown): unknown {
  return imageRecord(world, image)?.inputs["guestOsFeatures"];
}

function imageRecord(world: World, image: unknown): CloudRecord | undefined {
  return typeof image === "string" ? recordOf(world, "gcpImage", imageId(image, world)) : undefined;
}
