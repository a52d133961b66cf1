import { capabilities } from "../capabilities/index.ts";
import type { CapabilityName } from "../toggles.ts";
import { kebab } from "../toggles.ts";
import type { Conflict } from "./conflict.ts";

/** What the capabilities need of each other, as conflicts. */
export const needConflicts: readonly Conflict[] = capabilities.flatMap(({ name, needs = [] }) =>
  needs.map(({ capability, reason, source }) => ({
    id: `${kebab(name)}-needs-${kebab(capability)}`,
    reason,
    source,
    remedy: `Switch ${capability} on, or ${name} off.`,
    clashes: ({ on }) =>
      on[name] && !on[capability]
        ? [{ path: pathOf(name), value: true, allowed: `false while ${capability} is off` }]
        : [],
  })),
);

/** Where a capability is switched; one of them has settings beside its toggle. */
function pathOf(name: CapabilityName): string {
  return name === "l7Visibility" ? "capabilities.l7Visibility.enabled" : `capabilities.${name}`;
}
