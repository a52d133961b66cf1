import type { Resource, StackView } from "./resource.ts";
import { isOfType } from "./resource.ts";
import type { ResourceRule, StackRule } from "./rule.ts";
import type { Settings } from "./settings.ts";
import { NotKnown } from "./value.ts";

/** One way in which a rule is broken. */
export interface Violation {
  readonly message: string;

  /** URN of the resource that it is about. Default: the stack. */
  readonly urn?: string;
}

/** What came of holding a rule against something. */
export interface Judgement {
  readonly violations: readonly Violation[];

  /** Paths of the values that were wanted and are not known before `up`. */
  readonly notJudged: readonly string[];
}

/** Holds a rule against one resource. A rule that speaks of other types finds nothing. */
export function judgeResource(rule: ResourceRule, resource: Resource, settings: Settings): Judgement {
  return isOfType(resource, rule.types)
    ? gather(({ report, each }) => {
        rule.check(resource, {
          settings,
          each,
          report: (message) => {
            report({ message, urn: resource.urn });
          },
        });
      })
    : { violations: [], notJudged: [] };
}

/** Holds a rule against the whole stack. */
export function judgeStack(rule: StackRule, stack: StackView, settings: Settings): Judgement {
  return gather(({ report, each }) => {
    rule.check(stack, {
      settings,
      each,
      report: (message, resource) => {
        report({ message, urn: resource?.urn });
      },
    });
  });
}

interface Collector {
  readonly report: (violation: Violation) => void;
  readonly each: <T>(things: Iterable<T>, look: (thing: T) => void) => void;
}

function gather(check: (collector: Collector) => void): Judgement {
  const violations: Violation[] = [];
  const notJudged = new Set<string>();
  const attempt = (look: () => void) => {
    try {
      look();
    } catch (error) {
      if (!(error instanceof NotKnown)) {
        throw error;
      }
      notJudged.add(error.path);
    }
  };
  attempt(() => {
    check({
      report: ({ message, ...about }) => void violations.push({ message: onOneLine(message), ...about }),
      each: (things, look) => {
        for (const thing of things) {
          attempt(() => {
            look(thing);
          });
        }
      },
    });
  });
  return { violations, notJudged: [...notJudged] };
}

/** A resource may have line breaks in its keys, and what it says must not look like what the gate says. */
function onOneLine(message: string): string {
  return message.replaceAll(/\p{Cc}+/gu, " ");
}
