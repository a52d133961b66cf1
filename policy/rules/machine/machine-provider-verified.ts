import type { ResourceRule } from "../../judge/rule.ts";
import { wantFlag } from "../../shapes/found.ts";
import { proxmoxGuide } from "../../references.ts";

/** The token of the platform is given only to the platform. */
export const machineProviderVerified: ResourceRule = {
  id: "machine-provider-verified",
  scope: "resource",
  title: "The certificate of the platform's API is verified",
  rationale:
    "Over a connection whose certificate nobody checks, the token that may create and delete machines goes to whoever answers.",
  severity: "high",
  remedy:
    "Set `infraflux:proxmox:insecure` to false (`insecure` of the provider) and give the Proxmox hosts a certificate that the operators' machines trust.",
  references: [proxmoxGuide("Certificate management", "sysadmin_certificate_management")],
  types: ["pulumi:providers:proxmoxve"],
  check: ({ props }, { report }) => {
    wantFlag(props.at("insecure"), false, false, report);
  },
};
