import { talosApiAccessLimited } from "../../../../policy/rules/talos/talos-api-access-limited.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

const access = (
  allowedRoles: readonly string[],
  allowedKubernetesNamespaces: readonly string[],
  enabled = true,
) =>
  patchedMachine({
    machine: {
      features: { kubernetesTalosAPIAccess: { enabled, allowedRoles, allowedKubernetesNamespaces } },
    },
  });

export const samples: Samples = {
  rule: talosApiAccessLimited,
  good: {
    "a few rights for one purpose": access(["os:reader", "os:etcd:backup"], ["kube-system", "etcd-backup"]),
    "no access": patchedMachine({ machine: { type: "controlplane" } }),
    "access that is turned off": access(["os:admin"], ["default"], false),
  },
  bad: {
    administrators: {
      subject: access(["os:reader", "os:admin"], ["kube-system"]),
      messages: [
        'machine.features.kubernetesTalosAPIAccess.allowedRoles[1]: got "os:admin", want a role such as "os:reader"',
      ],
    },
    "pods of everybody": {
      subject: access(["os:reader"], ["default"]),
      messages: [
        'machine.features.kubernetesTalosAPIAccess.allowedKubernetesNamespaces[0]: got "default", want a namespace that is there for it',
      ],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: ["machine.features.kubernetesTalosAPIAccess.enabled"],
    },
  },
};
