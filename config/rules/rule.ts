import type { Problem } from "../problems.ts";
import { shown } from "../problems.ts";
import type { SecretKey } from "../secrets.ts";
import { isProvider, type Settings } from "../schema.ts";

/** What a rule may know beside the settings. */
export interface RuleContext {
  /** Name of the Pulumi stack. */
  readonly stack: string;

  /** Secrets that the stack or the environment holds. */
  readonly secrets: ReadonlySet<SecretKey>;
}

/** A check that looks at several values together. */
export interface Rule {
  /** Name by which problems are reported; kebab-case, says what must hold or what is wrong. */
  readonly name: string;

  /** What must hold, as a sentence for the reference. */
  readonly holds: string;

  /**
   * Sections that the rule reads. It is left out where one of them could not be read, and where one of them is about a
   * provider that is not the chosen one.
   */
  readonly needs: readonly (keyof Settings)[];

  /** Finds every violation. Sections that the rule does not name may be missing. */
  readonly check: (settings: Required<Settings>, context: RuleContext) => readonly Violation[];
}

/** A violation as a rule reports it: a problem without the name of the rule, its value as it is. */
export interface Violation {
  readonly key: string;
  readonly value: unknown;
  readonly allowed: string;
  readonly remedy: string;
}

/** Runs a rule. */
export function problemsOfRule(rule: Rule, settings: Partial<Settings>, context: RuleContext): Problem[] {
  const applies = rule.needs.every(
    (section) => settings[section] !== undefined && (!isProvider(section) || section === settings.provider),
  );
  if (!applies) {
    return [];
  }
  return rule
    .check(settings as Required<Settings>, context)
    .map(({ value, ...violation }) => ({ ...violation, rule: rule.name, value: shown(value) }));
}
