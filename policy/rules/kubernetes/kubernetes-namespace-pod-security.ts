import type { ResourceRule } from "../../judge/rule.ts";
import { choice, found } from "../../shapes/found.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";
import { cisBenchmark, hardeningGuide, kubernetesPage } from "../../references.ts";

/** The label of a Namespace by which the API server refuses pods. */
export const podSecurityLabel = "pod-security.kubernetes.io/enforce";

/** Its levels that refuse anything. */
export const podSecurityLevels: readonly string[] = ["baseline", "restricted"];

/** About the label alone: what a level admits is up to the API server, and so are the exemptions of its configuration. */
export const kubernetesNamespacePodSecurity: ResourceRule = {
  scope: "resource",
  id: "kubernetes-namespace-pod-security",
  title: "Namespaces enforce a Pod Security level",
  rationale:
    "The level of the namespace is what keeps a privileged pod out however it comes; without it, whoever may make pods has the nodes.",
  severity: "high",
  remedy: `Set the label ${podSecurityLabel} of the Namespace to restricted, or to baseline where its pods need it; what manages the nodes wants an exemption by name.`,
  references: [
    cisBenchmark("5.2.1"),
    kubernetesPage(
      "Enforce Pod Security Standards with Namespace Labels",
      "tasks/configure-pod-container/enforce-standards-namespace-labels/",
    ),
    hardeningGuide("Pod security enforcement"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      if (!object.is("", "Namespace")) {
        return;
      }
      const level = object.value.at("metadata", "labels", podSecurityLabel);
      if (object.settles(level) && !podSecurityLevels.includes(level.text() ?? "")) {
        report(`${level.path}: got ${found(level)}, want ${choice(podSecurityLevels)}`);
      }
    });
  },
};
