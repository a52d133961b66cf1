import type { ResourceRule } from "../../judge/rule.ts";
import { eachGrant } from "../../shapes/kubernetes/access.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { cisBenchmark, hardeningGuide, kubernetesPage } from "../../references.ts";

/** Only `*` itself, and `/*` where it means every address; long lists that amount to the same pass. */
export const kubernetesRbacNoWildcard: ResourceRule = {
  scope: "resource",
  id: "kubernetes-rbac-no-wildcard",
  title: "Roles name what they grant",
  rationale:
    "A wildcard also means what is added later: kinds that an operator brings along, and verbs such as escalate and impersonate.",
  severity: "high",
  remedy: "List the API groups, resources and verbs that are needed in place of `*`.",
  references: [
    cisBenchmark("5.1.3"),
    hardeningGuide("Role-based access control"),
    kubernetesPage(
      "Role Based Access Control Good Practices",
      "concepts/security/rbac-good-practices/#least-privilege",
    ),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachGrant(resource, tools, (grant) => {
      tools.each(["apiGroups", "resources", "verbs", "nonResourceURLs"], (what) => {
        tools.each(grant.at(what).list(), (entry) => {
          const text = entry.text();
          if (text === "*" || (what === "nonResourceURLs" && text === "/*")) {
            report(`${entry.path}: "${text}" is not allowed`);
          }
        });
      });
    });
  },
};
