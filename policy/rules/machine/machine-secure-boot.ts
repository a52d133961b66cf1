import type { Resource } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import { found, wantFlag } from "../../shapes/found.ts";
import { azureMachines, azureProfile, gcpMachines, proxmoxMachines } from "../../shapes/machine.ts";
import { platformOf } from "../../shapes/platform.ts";
import { cisCloud, talosDocs } from "../../references.ts";

type Report = (message: string) => void;

/**
 * Only signed boot loaders start. On Proxmox the firmware must be one that can: whether keys are enrolled is in its
 * variables, not in a property. On AWS the image decides.
 */
export const machineSecureBoot: ResourceRule = {
  id: "machine-secure-boot",
  scope: "resource",
  title: "Machines can boot what is signed, and nothing else",
  rationale:
    "Without UEFI Secure Boot whoever can write to the boot disk runs a kernel of their own below Talos, where no policy of the cluster sees it.",
  severity: "high",
  remedy:
    "Set `securityProfile.securityType: TrustedLaunch` and `uefiSettings.secureBootEnabled: true` on Azure, `shieldedInstanceConfig.enableSecureBoot: true` on Google Cloud, `bios: ovmf` with an `efiDisk` of type `4m` on Proxmox, and boot a Secure Boot image of Talos.",
  references: [
    talosDocs("SecureBoot", "platform-specific-installations/bare-metal-platforms/secureboot"),
    cisCloud("gcp", "4.8"),
    cisCloud("azure", "7.9"),
  ],
  types: [...proxmoxMachines, ...azureMachines, ...gcpMachines],
  check: (resource, { report }) => {
    switch (platformOf(resource)) {
      case "azure":
        checkAzure(resource, report);
        break;
      case "gcp":
        wantFlag(resource.props.at("shieldedInstanceConfig", "enableSecureBoot"), true, false, report);
        break;
      default:
        checkProxmox(resource, report);
    }
  },
};

function checkAzure(resource: Resource, report: Report): void {
  const profile = azureProfile(resource).at("securityProfile");
  const type = profile.at("securityType");
  if (!["TrustedLaunch", "ConfidentialVM"].includes(type.text() ?? "")) {
    report(`${type.path}: got ${found(type)}, want "TrustedLaunch" or "ConfidentialVM"`);
  }
  wantFlag(profile.at("uefiSettings", "secureBootEnabled"), true, false, report);
}

function checkProxmox({ props }: Resource, report: Report): void {
  const bios = props.at("bios");
  if (!bios.exists() && props.at("clone").exists()) {
    // The template has the firmware.
    return;
  }
  for (const [value, want] of [
    [bios, "ovmf"],
    [props.at("efiDisk", "type"), "4m"],
  ] as const) {
    if (value.text() !== want) {
      report(`${value.path}: got ${found(value)}, want "${want}"`);
    }
  }
}
