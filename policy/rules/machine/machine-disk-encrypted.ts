import type { ResourceRule } from "../../judge/rule.ts";
import { awsVolumes } from "../../shapes/disks.ts";
import { wantFlag } from "../../shapes/found.ts";
import { awsMachines, azureMachines, azureProfile } from "../../shapes/machine.ts";
import { platformOf } from "../../shapes/platform.ts";
import { cisCloud } from "../../references.ts";

/**
 * Disks are encrypted by the platform. Google Cloud always does; on Proxmox it is Talos that encrypts, which is judged
 * by its configuration.
 */
export const machineDiskEncrypted: ResourceRule = {
  id: "machine-disk-encrypted",
  scope: "resource",
  title: "Disks of machines are encrypted by the platform",
  rationale:
    "Snapshots, copies and disks that leave the data centre hold the machine configuration and with it the keys of the cluster.",
  severity: "high",
  remedy:
    "Set `encrypted: true` on every volume of AWS machines and launch templates, and `securityProfile.encryptionAtHost: true` on machines of Azure, which covers temporary disks and caches too.",
  references: [
    cisCloud("aws", "2.2.1"),
    {
      title: "Azure documentation, Overview of managed disk encryption options",
      url: "https://learn.microsoft.com/en-us/azure/virtual-machines/disk-encryption-overview",
    },
  ],
  types: [...awsMachines, "aws:ebs/volume:Volume", ...azureMachines],
  check: (resource, { each, report }) => {
    const encryption =
      platformOf(resource) === "azure"
        ? [azureProfile(resource).at("securityProfile", "encryptionAtHost")]
        : awsVolumes(resource).map((volume) => volume.at("encrypted"));
    each(encryption, (encrypted) => {
      wantFlag(encrypted, true, false, report);
    });
  },
};
