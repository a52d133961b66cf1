import type { CloudRecord } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";

/** What an image of Talos boots. */
export interface TalosImage {
  readonly platform: string;
  readonly schematic: string;
  readonly talosVersion: string;
}

/** What an AMI or a snapshot holds, in the collection `awsBootable` under its id. */
interface Bootable extends TalosImage {
  /** Least size of a volume that it is put on. */
  readonly minimumGiB: number;
}

/** An object in a bucket, in the collection `awsObject` under `<bucket>/<key>`. */
export interface StoredObject {
  readonly sizeBytes: number;
  /** What it boots; undefined for what is no disk image. */
  readonly image?: TalosImage;
}

/** What an AMI or a snapshot boots; undefined where it is no image of Talos. */
export function bootableOf(world: World, id: unknown): Bootable | undefined {
  return world.get<Bootable>("awsBootable", String(id));
}

/** Says what an AMI or a snapshot boots. */
export function putBootable(world: World, id: string, bootable: Bootable): void {
  world.put("awsBootable", id, bootable);
}

/** Forgets an AMI or a snapshot. */
export function removeBootable(world: World, id: string): void {
  world.remove("awsBootable", id);
}

/** An AMI that somebody published. */
export function putPublishedImage(
  world: World,
  id: string,
  { name, ownerId, talos }: { readonly name: string; readonly ownerId: string; readonly talos: TalosImage },
): void {
  const computed = { name, ownerId, state: "available", architecture: "x86_64" };
  world.put("awsAmi", id, { inputs: {}, computed } satisfies CloudRecord);
  putBootable(world, id, { ...talos, minimumGiB: 8 });
}
