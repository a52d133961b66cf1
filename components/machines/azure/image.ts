import { Image } from "@pulumi/azure-native/compute/image.js";
import type { Input } from "@pulumi/pulumi";

import { placed, type Scope } from "./scope.ts";

/** ARM id of the image that machines boot. A VHD is made one of, for the firmware that Talos wants: UEFI. */
export function bootImage(scope: Scope): Input<string> {
  const { name, args, child } = scope;
  return "id" in args.image
    ? args.image.id
    : new Image(
        `${name}-image`,
        {
          ...placed(scope),
          imageName: `${args.clusterName}-talos`,
          hyperVGeneration: "V2",
          storageProfile: {
            osDisk: {
              osType: "Linux",
              osState: "Generalized",
              blobUri: args.image.blobUri,
              storageAccountType: "Standard_LRS",
            },
          },
        },
        child,
      ).id;
}
