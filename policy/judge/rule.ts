import type { Resource, StackView } from "./resource.ts";
import type { Settings } from "./settings.ts";

/** How bad it is when a rule is broken. */
export type Severity = "low" | "medium" | "high" | "critical";

/** Where a baseline comes from. */
export interface Reference {
  /** The document and the place in it, such as `CIS Kubernetes Benchmark 1.11, 5.2.2`. */
  readonly title: string;
  readonly url: string;
}

/** What every rule says of itself. What an environment makes of a broken rule stands in `levels/<environment>.json`. */
interface RuleText {
  /** Name of the rule and of its file. */
  readonly id: string;

  /** What must hold, in a few words. */
  readonly title: string;

  /** Why, in one or two sentences. */
  readonly rationale: string;
  readonly severity: Severity;

  /** What to change, with the setting of InfraFlux where there is one. */
  readonly remedy: string;
  readonly references: readonly Reference[];
}

/** What a check is given to work with. */
interface Tools {
  readonly settings: Settings;

  /**
   * Looks at one thing after another. What cannot be judged yet because it is not known does not keep the next one
   * from being looked at.
   */
  readonly each: <T>(things: Iterable<T>, look: (thing: T) => void) => void;
}

/** A rule about single resources. */
export interface ResourceRule extends RuleText {
  readonly scope: "resource";

  /** Type tokens of the resources that it speaks about. */
  readonly types: readonly (string | RegExp)[];

  /** Reports each violation: which property, what was found, what is allowed. Never a secret. */
  readonly check: (resource: Resource, tools: Tools & { readonly report: (message: string) => void }) => void;

  /**
   * Changes the inputs so that the rule holds. Only where that is safe whatever else the resource says; it runs only
   * where the level `remediate` asks for it. Default: an author must do it.
   */
  readonly repair?: (inputs: Record<string, unknown>) => void;
}

/** A rule about the stack as a whole. */
export interface StackRule extends RuleText {
  readonly scope: "stack";

  /** Reports each violation, and which resource it is about. Default: the stack. */
  readonly check: (
    stack: StackView,
    tools: Tools & { readonly report: (message: string, resource?: Resource) => void },
  ) => void;
}

/** One baseline, one file. */
export type Rule = ResourceRule | StackRule;
