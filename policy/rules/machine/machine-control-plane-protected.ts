import type { ResourceRule } from "../../judge/rule.ts";
import { azureMachines, proxmoxClones, proxmoxMachines } from "../../shapes/machine.ts";
import { isControlPlane } from "../../shapes/role.ts";

/** Pulumi does not delete or replace a control plane by a slip. The machine secrets have a rule of their own. */
export const machineControlPlaneProtected: ResourceRule = {
  id: "machine-control-plane-protected",
  scope: "resource",
  title: "Pulumi refuses to delete control planes",
  rationale:
    "A changed property that forces a replacement, or a destroy in the wrong stack, takes members out of etcd faster than anybody can stop it.",
  severity: "high",
  remedy:
    "Set `infraflux:cluster:deletionProtection` to true, or the resource option `protect: true` on the machine. `pulumi state unprotect` lifts it for a machine that is to go.",
  references: [
    {
      title: "Pulumi documentation, Resource option protect",
      url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
    },
    {
      title: "etcd 3.6 documentation, Disaster recovery",
      url: "https://etcd.io/docs/v3.6/op-guide/recovery/",
    },
  ],
  types: [
    ...proxmoxMachines,
    ...proxmoxClones,
    "aws:ec2/instance:Instance",
    ...azureMachines,
    "gcp:compute/instance:Instance",
  ],
  check: (resource, { report }) => {
    if (!resource.protect && isControlPlane(resource)) {
      report("option protect: got false, want true");
    }
  },
};
