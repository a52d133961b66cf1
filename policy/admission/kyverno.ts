import type { AdmissionPolicy, AdmissionScope, JudgedKind } from "./policy.ts";
import { byGroup, fact, judgedNamespaces, resourcesOf } from "./selection.ts";
import { refusal } from "./texts.ts";
import { orPassing, passing } from "./passing.ts";

/** A policy as Kyverno takes it. */
export function kyvernoPolicy(policy: AdmissionPolicy, scope: AdmissionScope) {
  const { rule, kinds, variables = [], validations } = policy;
  return {
    apiVersion: "policies.kyverno.io/v1",
    kind: "ValidatingPolicy",
    metadata: {
      name: rule.id,
      annotations: {
        "policies.kyverno.io/title": rule.title,
        "policies.kyverno.io/severity": rule.severity,
        "policies.kyverno.io/description": rule.rationale,
      },
    },
    spec: {
      validationActions: [fact("action")],
      failurePolicy: fact("failurePolicy"),
      matchConstraints: {
        namespaceSelector: judgedNamespaces(policy, scope),
        resourceRules: byGroup(kinds).map((group) => ({
          apiGroups: [group[0].group],
          apiVersions: [group[0].version],
          operations: ["CREATE", "UPDATE"],
          resources: group.flatMap(resourcesOf),
        })),
      },
      variables: [passing(policy, scope), ...variables],
      validations: validations.map(({ expression, message }) => ({
        expression: orPassing(expression),
        message: refusal(rule, message),
      })),
    },
  };
}

/**
 * Lets Kyverno read what the policies judge, for the reports about what is there already. Its chart grants what the role
 * `view` may read, which leaves out roles among others.
 */
export function kyvernoReader(kinds: readonly JudgedKind[]) {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: {
      name: "infraflux-admission-reader",
      labels: {
        "rbac.kyverno.io/aggregate-to-admission-controller": "true",
        "rbac.kyverno.io/aggregate-to-reports-controller": "true",
      },
    },
    rules: byGroup(kinds).map((group) => ({
      apiGroups: [group[0].group],
      resources: [...new Set(group.flatMap(resourcesOf))].sort(),
      verbs: ["get", "list", "watch"],
    })),
  };
}
