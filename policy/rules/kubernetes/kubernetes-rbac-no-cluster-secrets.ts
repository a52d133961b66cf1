import type { ResourceRule } from "../../judge/rule.ts";
import { eachGrant } from "../../shapes/kubernetes/access.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { cisBenchmark, kubernetesPage } from "../../references.ts";

const reading: readonly string[] = ["get", "list", "watch", "*"];

/** Only ClusterRoles: a Role reads the Secrets of its own namespace. */
export const kubernetesRbacNoClusterSecrets: ResourceRule = {
  scope: "resource",
  id: "kubernetes-rbac-no-cluster-secrets",
  title: "No ClusterRole reads Secrets without naming them",
  rationale: "Among all Secrets of a cluster are the tokens of service accounts that may do anything.",
  severity: "high",
  remedy: "Use a Role in the namespace of the Secrets, or name them in `resourceNames`.",
  references: [
    cisBenchmark("5.1.2"),
    kubernetesPage(
      "Role Based Access Control Good Practices",
      "concepts/security/rbac-good-practices/#listing-secrets",
    ),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachGrant(resource, tools, (grant, { kind }) => {
      const isOfCore = grant
        .at("apiGroups")
        .texts()
        .some((group) => ["", "*"].includes(group));
      const isOfSecrets = grant.at("resources").texts().includes("secrets");
      if (kind !== "ClusterRole" || !isOfCore || !isOfSecrets) {
        return;
      }
      const verbs = grant.at("verbs");
      const found = verbs.texts().filter((verb) => reading.includes(verb));
      if (found.length > 0 && grant.at("resourceNames").list().length === 0) {
        report(
          `${verbs.path}: ${found.map((verb) => JSON.stringify(verb)).join(", ")} of all Secrets is not allowed`,
        );
      }
    });
  },
};
