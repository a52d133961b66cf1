import type { AdmissionPolicy, AdmissionScope, Variable } from "./policy.ts";

/** Members may do everything; only the cluster's own certificate authority makes some. */
const administrators = "system:masters";

/** Whether a request is let through, whatever it is about. */
export function passing(policy: AdmissionPolicy, scope: AdmissionScope): Variable {
  const unchanged = [
    "oldObject != null",
    // Kyverno has an empty one where there is none.
    "has(oldObject.kind)",
    ...policy.judged.map((part) => `${part("object")} == ${part("oldObject")}`),
  ];
  return {
    name: "passes",
    expression: [
      unchanged.join(" && "),
      ...(policy.sparesControllers === true ? [byControllers(scope)] : []),
    ].join(" || "),
  };
}

/** An expression that also holds for requests that are let through. */
export const orPassing = (expression: string): string => `variables.passes || (${expression})`;

/** Every service account is in the group of its namespace. */
function byControllers({ systemNamespaces }: AdmissionScope): string {
  const groups = [administrators, ...systemNamespaces.map((name) => `system:serviceaccounts:${name}`)];
  return `request.?userInfo.?groups.orValue([]).exists(group, group in ${JSON.stringify(groups)})`;
}
