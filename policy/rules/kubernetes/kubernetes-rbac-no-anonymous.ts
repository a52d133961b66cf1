import type { ResourceRule } from "../../judge/rule.ts";
import { eachBinding } from "../../shapes/kubernetes/access.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide, kubernetesPage } from "../../references.ts";

/** The user and the group of everybody who does not say who they are. */
export const nobody: ReadonlySet<string> = new Set(["system:anonymous", "system:unauthenticated"]);

/** About who is bound; what a role grants is judged elsewhere. */
export const kubernetesRbacNoAnonymous: ResourceRule = {
  scope: "resource",
  id: "kubernetes-rbac-no-anonymous",
  title: "Nobody unknown is given rights",
  rationale:
    "A right of system:anonymous or system:unauthenticated is one of everybody who reaches the API server.",
  severity: "critical",
  remedy: "Bind the role to a user, a group or a service account that has to prove who it is.",
  references: [
    kubernetesPage(
      "Role Based Access Control Good Practices",
      "concepts/security/rbac-good-practices/#hardening",
    ),
    hardeningGuide("Authentication"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachBinding(resource, tools, ({ subjects }) => {
      tools.each(subjects.list(), (subject) => {
        const name = subject.at("name");
        const text = name.text();
        if (text !== undefined && nobody.has(text)) {
          report(`${name.path}: ${JSON.stringify(text)} is not allowed`);
        }
      });
    });
  },
};
