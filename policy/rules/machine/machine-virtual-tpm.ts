import type { ResourceRule } from "../../judge/rule.ts";
import { found, wantFlag } from "../../shapes/found.ts";
import { azureMachines, azureProfile, gcpMachines, proxmoxMachines } from "../../shapes/machine.ts";
import { platformOf } from "../../shapes/platform.ts";
import { cisCloud, talosDocs } from "../../references.ts";

/** Machines have a TPM that the keys of disks can be bound to. On AWS the image decides. */
export const machineVirtualTpm: ResourceRule = {
  id: "machine-virtual-tpm",
  scope: "resource",
  title: "Machines have a virtual TPM",
  rationale:
    "A key of a disk that is bound to a TPM opens the disk in this machine alone, and only after it has booted what was measured.",
  severity: "low",
  remedy:
    "Set `infraflux:talos:diskEncryption:key` to `tpm`, which adds one. Elsewhere: `tpmState` with version `v2.0` on Proxmox, `uefiSettings.vTpmEnabled: true` on Azure, `shieldedInstanceConfig.enableVtpm: true` on Google Cloud.",
  references: [
    talosDocs("SecureBoot", "platform-specific-installations/bare-metal-platforms/secureboot"),
    cisCloud("gcp", "4.8"),
  ],
  types: [...proxmoxMachines, ...azureMachines, ...gcpMachines],
  check: (resource, { report }) => {
    const { props } = resource;
    const platform = platformOf(resource);
    if (platform === "azure") {
      const settings = azureProfile(resource).at("securityProfile", "uefiSettings");
      wantFlag(settings.at("vTpmEnabled"), true, false, report);
    } else if (platform === "gcp") {
      wantFlag(props.at("shieldedInstanceConfig", "enableVtpm"), true, true, report);
    } else {
      const tpm = props.at("tpmState");
      const version = tpm.at("version");
      if (!tpm.exists() || (version.text() ?? "v2.0") !== "v2.0") {
        report(`${version.path}: got ${found(version)}, want "v2.0"`);
      }
    }
  },
};
