import type { ResourceRule } from "../../judge/rule.ts";
import { eachBinding } from "../../shapes/kubernetes/access.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/** By the names that Kubernetes has; a role of another name with the same rights breaks `kubernetes-rbac-no-wildcard`. */
export const kubernetesRbacNoClusterAdmin: ResourceRule = {
  scope: "resource",
  id: "kubernetes-rbac-no-cluster-admin",
  title: "Nobody is bound to cluster-admin or system:masters",
  rationale:
    "cluster-admin may do everything everywhere, and what system:masters may do cannot even be taken away by deleting bindings.",
  severity: "critical",
  remedy:
    "Bind a role with the rights that are needed; for the platform repository that is `infraflux:handoff:access`. What must administer the cluster wants an exemption by name.",
  references: [cisBenchmark("5.1.1"), cisBenchmark("5.1.7"), hardeningGuide("Role-based access control")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachBinding(resource, tools, ({ role, subjects }) => {
      tools.each(subjects.list(), (subject) => {
        const name = subject.at("name");
        if (subject.at("kind").text() === "Group" && name.text() === "system:masters") {
          report(`${name.path}: "system:masters" is not allowed`);
        }
      });
      const name = role.at("name");
      if (role.at("kind").text() === "ClusterRole" && name.text() === "cluster-admin") {
        report(`${name.path}: "cluster-admin" is not allowed`);
      }
    });
  },
};
