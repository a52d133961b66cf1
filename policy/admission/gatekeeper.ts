import type { AdmissionPolicy, AdmissionScope } from "./policy.ts";
import { byGroup, fact, judgedNamespaces } from "./selection.ts";
import { refusal } from "./texts.ts";
import { orPassing, passing } from "./passing.ts";

/** What a policy means, as Gatekeeper takes it: a kind of constraint. */
export function gatekeeperTemplate(policy: AdmissionPolicy, scope: AdmissionScope) {
  const { rule, variables = [], validations } = policy;
  const kind = constraintKind(rule.id);
  return {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    metadata: {
      // Gatekeeper insists on this name.
      name: kind.toLowerCase(),
      annotations: {
        "metadata.gatekeeper.sh/title": rule.title,
        description: rule.rationale,
      },
    },
    spec: {
      crd: { spec: { names: { kind } } },
      targets: [
        {
          target: "admission.k8s.gatekeeper.sh",
          code: [
            {
              engine: "K8sNativeValidation",
              source: {
                // What cannot be evaluated is a violation; what becomes of it is up to the constraint.
                failurePolicy: "Fail",
                variables: [passing(policy, scope), ...variables],
                validations: validations.map(({ expression, message }) => ({
                  expression: orPassing(expression),
                  message: refusal(rule, message),
                })),
              },
            },
          ],
        },
      ],
    },
  };
}

/** Where a policy holds, as Gatekeeper takes it: the one constraint of its kind. */
export function gatekeeperConstraint(policy: AdmissionPolicy, scope: AdmissionScope) {
  const { rule, kinds } = policy;
  return {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind: constraintKind(rule.id),
    metadata: { name: rule.id },
    spec: {
      enforcementAction: fact("action"),
      match: {
        kinds: byGroup(kinds).map((group) => ({
          apiGroups: [group[0].group],
          kinds: group.map(({ kind }) => kind),
        })),
        namespaceSelector: judgedNamespaces(policy, scope),
      },
    },
  };
}

/** `kubernetes-no-privileged` becomes `KubernetesNoPrivileged`. */
function constraintKind(id: string): string {
  return id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
