import type { Resource } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { awsVolumes } from "../../shapes/disks.ts";
import { awsMachines, azureMachines, azureProfile, gcpMachines } from "../../shapes/machine.ts";
import { platformOf } from "../../shapes/platform.ts";
import { cisCloud } from "../../references.ts";

/** Disks are encrypted with a key that the owner of the cluster can take away, not with one of the platform. */
export const machineDiskCustomerKey: ResourceRule = {
  id: "machine-disk-customer-key",
  scope: "resource",
  title: "Disks are encrypted with a key of one's own",
  rationale:
    "A key of the platform serves everybody in the account who may read a snapshot. A key of one's own can be limited, watched and revoked.",
  severity: "medium",
  remedy:
    "Name a key: `kmsKeyId` on volumes of AWS, `managedDisk.diskEncryptionSet.id` on disks of Azure, `kmsKeySelfLink` on disks of Google Cloud.",
  references: [cisCloud("gcp", "4.7"), cisCloud("azure", "7.3")],
  types: [
    ...awsMachines,
    "aws:ebs/volume:Volume",
    ...azureMachines,
    ...gcpMachines,
    "gcp:compute/disk:Disk",
    "gcp:compute/regionDisk:RegionDisk",
  ],
  check: (resource, { each, report }) => {
    each(keys(resource), (key) => {
      if (!key.exists()) {
        report(`${key.path}: got nothing, want a key`);
      }
    });
  },
};

/** Where the key of each disk stands. */
function keys(resource: Resource): Value[] {
  const { type, props } = resource;
  switch (platformOf(resource)) {
    case "aws":
      return awsVolumes(resource).map((volume) => volume.at("kmsKeyId"));
    case "azure": {
      const { osDisk, dataDisks } = azureDisks(azureProfile(resource).at("storageProfile"));
      return [osDisk, ...dataDisks].map((disk) => disk.at("managedDisk", "diskEncryptionSet", "id"));
    }
    default:
      if (type.endsWith("Disk")) {
        return [props.at("diskEncryptionKey", "kmsKeySelfLink")];
      }
      return type.endsWith("Template")
        ? props
            .at("disks")
            .list()
            .map((disk) => disk.at("diskEncryptionKey", "kmsKeySelfLink"))
        : bootDiskKey(props.at("bootDisk"));
  }
}

function azureDisks(storage: Value): { osDisk: Value; dataDisks: Value[] } {
  return { osDisk: storage.at("osDisk"), dataDisks: storage.at("dataDisks").list() };
}

/** A disk that exists on its own has its key there. */
function bootDiskKey(disk: Value): Value[] {
  return disk.at("source").exists() ? [] : [disk.at("kmsKeySelfLink")];
}
