import type { Resource } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { wantFlag } from "../../shapes/found.ts";
import { awsMachines, proxmoxMachines } from "../../shapes/machine.ts";
import { platformOf } from "../../shapes/platform.ts";
import { isControlPlane } from "../../shapes/role.ts";
import { proxmoxGuide } from "../../references.ts";

/** The platform itself does not delete a control plane, whoever asks. Azure has locks for that, which are no property. */
export const machineDeletionProtection: ResourceRule = {
  id: "machine-deletion-protection",
  scope: "resource",
  title: "The platform refuses to delete control planes",
  rationale:
    "Consoles, scripts and other tools know nothing of Pulumi's protection; only the platform can stop them.",
  severity: "medium",
  remedy:
    "Set `protection: true` on machines of Proxmox, `disableApiTermination: true` on AWS, `deletionProtection: true` on Google Cloud.",
  references: [
    {
      title: "Amazon EC2 User Guide, Change instance termination protection",
      url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html",
    },
    {
      title: "Compute Engine documentation, Prevent accidental VM deletion",
      url: "https://cloud.google.com/compute/docs/instances/preventing-accidental-vm-deletion",
    },
    proxmoxGuide("Virtual machine options", "qm_options"),
  ],
  types: [...proxmoxMachines, ...awsMachines, "gcp:compute/instance:Instance"],
  check: (resource, { report }) => {
    if (isControlPlane(resource)) {
      wantFlag(protection(resource), true, false, report);
    }
  },
};

function protection(resource: Resource): Value {
  const { props } = resource;
  switch (platformOf(resource)) {
    case "aws":
      return props.at("disableApiTermination");
    case "gcp":
      return props.at("deletionProtection");
    default:
      return props.at("protection");
  }
}
