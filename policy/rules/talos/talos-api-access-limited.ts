import { foundAmongSecrets } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { talosKubernetesGuide, talosDocs } from "../../references.ts";

/** Roles with which a pod takes the machine over. */
const refusedRoles = ["os:admin", "os:impersonator"];

/**
 * Talos roles that pods may have do not give the machine away. Who may make pods in an allowed namespace is not
 * judged.
 */
export const talosApiAccessLimited = configurationRule({
  id: "talos-api-access-limited",
  title: "Pods have few rights on the Talos API",
  rationale:
    "Whoever may make a pod and a Talos ServiceAccount in one of these namespaces has these roles on every control plane.",
  severity: "critical",
  remedy:
    "Under `machine.features.kubernetesTalosAPIAccess` allow roles such as os:reader or os:etcd:backup, to namespaces that are there for it. InfraFlux does so: take out the patch that changes it.",
  references: [
    talosKubernetesGuide("Talos API access", "advanced-guides/talos-api-access-from-k8s"),
    talosDocs("RBAC", "security/rbac"),
  ],
  check: ({ main }, { report, each }) => {
    const access = main.at("machine", "features", "kubernetesTalosAPIAccess");
    if (access.at("enabled").flag() !== true) {
      return;
    }
    each(access.at("allowedRoles").list(), (role) => {
      if (refusedRoles.includes(role.text() ?? "")) {
        report(`${role.path}: got ${foundAmongSecrets(role)}, want a role such as "os:reader"`);
      }
    });
    each(access.at("allowedKubernetesNamespaces").list(), (namespace) => {
      if (namespace.text() === "default") {
        report(`${namespace.path}: got "default", want a namespace that is there for it`);
      }
    });
  },
});
