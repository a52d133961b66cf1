import type { SimulatedResource, World } from "../../core/kind.ts";
import { ArmError, armResource, inUse, knownId, textOf } from "./arm.ts";

/** What an image, or the VHD that it is made of, boots. */
export interface Bootable {
  readonly talosVersion: string;
  readonly schematic: string;
  /** Smallest disk that it fits on. */
  readonly sizeGiB: number;
}

/** A managed image. */
export const image: SimulatedResource = armResource({
  token: "azure-native:compute:Image",
  collection: "azureImage",
  nameKey: "imageName",
  type: "Microsoft.Compute/images",
  rules(inputs, { world }, before) {
    const uri = blobOf(inputs);
    if (world.get("azureBlob", uri) === undefined) {
      throw new ArmError(
        400,
        "InvalidParameter",
        `The source blob ${uri} is not accessible or does not exist.`,
      );
    }
    if (
      before !== undefined &&
      JSON.stringify(before.inputs["storageProfile"]) !== JSON.stringify(inputs["storageProfile"])
    ) {
      throw new ArmError(
        409,
        "PropertyChangeNotAllowed",
        "Changing property 'storageProfile' is not allowed.",
      );
    }
  },
  settle(id, { inputs }, world) {
    world.put("azureBootable", id, world.get("azureBlob", blobOf(inputs)));
  },
  unsettle(id, _record, world) {
    world.remove("azureBootable", id);
  },
  inUse: inUse("ImageInUse", "Image"),
});

/** What an image boots, by its ARM id; undefined where there is no such image. */
export function bootableOf(world: World, imageId: string): Bootable | undefined {
  return world.get<Bootable>("azureBootable", knownId(world, "azureBootable", imageId));
}

function blobOf(inputs: object): string {
  const { storageProfile } = inputs as {
    readonly storageProfile?: { readonly osDisk?: { readonly blobUri?: string } };
  };
  return textOf(storageProfile?.osDisk?.blobUri);
}
