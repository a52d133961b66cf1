import { roleBindings, roles } from "./kinds.ts";
import { field } from "./parts.ts";
import type { AdmissionPolicy } from "./policy.ts";

/** What policies about what roles grant have in common. */
export const aboutRoles = {
  kinds: roles,
  judged: [field("rules")],
  sparesControllers: true,
} as const satisfies Partial<AdmissionPolicy>;

/** What policies about who is given a role have in common. */
export const aboutRoleBindings = {
  kinds: roleBindings,
  judged: [field("roleRef"), field("subjects")],
  sparesControllers: true,
} as const satisfies Partial<AdmissionPolicy>;

/** What holds for each rule of a role, which is called `grant`. */
export const everyGrant = (condition: string): string => `object.?rules.orValue([]).all(grant, ${condition})`;

/** What holds for each subject of a binding, which is called `subject`. */
export const everySubject = (condition: string): string =>
  `object.?subjects.orValue([]).all(subject, ${condition})`;
