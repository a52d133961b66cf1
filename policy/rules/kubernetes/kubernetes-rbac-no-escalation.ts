import type { ResourceRule } from "../../judge/rule.ts";
import { eachGrant } from "../../shapes/kubernetes/access.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { cisBenchmark, kubernetesPage } from "../../references.ts";

/** What makes more rights of some, by the part of a rule that names it. */
export const escalating: Readonly<Record<string, readonly string[]>> = {
  verbs: ["bind", "escalate", "impersonate"],
  resources: ["nodes/proxy", "serviceaccounts/token"],
};

/** About what a role grants by name; a wildcard breaks `kubernetes-rbac-no-wildcard`. */
export const kubernetesRbacNoEscalation: ResourceRule = {
  scope: "resource",
  id: "kubernetes-rbac-no-escalation",
  title: "No role lets its holder take more rights",
  rationale:
    "Who may bind or escalate roles, impersonate others, make tokens of service accounts or talk to kubelets past the API server has whatever rights there are.",
  severity: "high",
  remedy:
    "Take the verb or the subresource out of the role; what must hand out rights wants an exemption by name.",
  references: [
    cisBenchmark("5.1.8"),
    cisBenchmark("5.1.10"),
    cisBenchmark("5.1.13"),
    kubernetesPage(
      "Role Based Access Control Good Practices",
      "concepts/security/rbac-good-practices/#privilege-escalation-risks",
    ),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachGrant(resource, tools, (grant) => {
      tools.each(Object.entries(escalating), ([what, names]) => {
        tools.each(grant.at(what).list(), (entry) => {
          const name = entry.text();
          if (name !== undefined && names.includes(name)) {
            report(`${entry.path}: ${JSON.stringify(name)} is not allowed`);
          }
        });
      });
    });
  },
};
