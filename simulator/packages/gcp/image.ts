import { computeResource, missing } from "./compute.ts";
import type { World } from "../../core/kind.ts";
import { idIn, recordOf } from "./paths.ts";

/** What is in an image of Talos, as the image itself and everything that is made of it knows. */
export interface TalosContent {
  readonly platform: string;
  readonly schematic: string;
  readonly talosVersion: string;
}

/** What Google Cloud calls a disk image in a bucket, in the collection `gcpObject` under its address. */
export type BucketObject = TalosContent;

/** Size of an image of Talos in GB. Source: the profile of the platform `gcp` in Talos 1.13, `diskSize`. */
export const imageSizeGb = 11;

/** An image that disks are made from. */
export const image = computeResource({
  token: "gcp:compute/image:Image",
  collection: "gcpImage",
  plural: "images",
  scope: "global",
  replaceOn: ["rawDisk", "guestOsFeatures", "description", "diskSizeGb", "storageLocations", "licenses"],
  // What was made of an image does not need it any more.
  kept: false,
  refersTo: [
    {
      path: "rawDisk.source",
      collection: "gcpObject",
      missing: missing("rawDisk.source", "object"),
    },
  ],
  computed: (_id, { rawDisk }, { world }) => ({
    diskSizeGb: imageSizeGb,
    status: "READY",
    talos: world.get<BucketObject>("gcpObject", sourceOf(rawDisk)),
  }),
});

function sourceOf(rawDisk: unknown): string {
  return String((rawDisk as { source?: string } | undefined)?.source);
}

/** An image by its self link, or the newest of a family. */
export function imageId(text: string, world: World): string {
  const id = idIn("gcpImage")(text, world);
  const [, project, family] = /^projects\/([^/]+)\/global\/images\/family\/([^/]+)$/.exec(id) ?? [];
  if (family !== undefined && project !== undefined) {
    return imageOfFamily(world, family, project) ?? id;
  }
  return recordOf(world, "gcpImage", id) === undefined && !id.includes("/")
    ? (imageOfFamily(world, id) ?? id)
    : id;
}

/** Id of the newest image of a family: the last by name, as names carry versions. */
export function imageOfFamily(world: World, family: string, project?: string): string | undefined {
  return world
    .list<{ inputs: { family?: string } }>("gcpImage")
    .filter(({ id, value }) => value.inputs.family === family && id.startsWith(`projects/${project ?? ""}`))
    .map(({ id }) => id)
    .sort()
    .at(-1);
}
