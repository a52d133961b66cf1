/** One mistake in the configuration. */
export interface Problem {
  /** Name of the rule that was broken. */
  readonly rule: string;

  /** Full path of the key, such as `network.podCidr`. */
  readonly key: string;

  /** The value found, as text; `not set` where there is none, `[secret]` where it must not be shown. */
  readonly value: string;

  /** What is allowed, as a phrase. */
  readonly allowed: string;

  /** What to do, as a sentence. */
  readonly remedy: string;

  /** Layer that the value comes from, such as `Pulumi.dev.yaml`. */
  readonly layer?: string;
}

/** What a problem shows in place of a value that must stay secret. */
export const SECRET = "[secret]";

/** What a problem shows where there is no value. */
export const NOT_SET = "not set";

const longestValue = 160;

/** A value as a problem shows it: on one line, short, and without the credentials of an address. */
export function shown(value: unknown): string {
  if (value === undefined) {
    return NOT_SET;
  }
  const text = JSON.stringify(value).replace(/(\w:\/\/)[^/\s"]*@/g, `$1${SECRET}@`);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Problems as text for a terminal, one paragraph each. */
export function formatProblems(problems: readonly Problem[]): string {
  return problems.map(formatProblem).join("\n\n");
}

function formatProblem({ rule, key, value, allowed, remedy, layer }: Problem): string {
  const origin = layer === undefined ? "" : ` (${layer})`;
  return [
    `${key} = ${value}${origin}`,
    `  allowed: ${allowed}`,
    `  what to do: ${remedy}`,
    `  rule: ${rule}`,
  ].join("\n");
}

/** Thrown when a configuration is refused. Carries every problem; its message is made for people. */
export class ConfigurationError extends Error {
  readonly problems: readonly Problem[];

  constructor(stack: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(
      `The configuration of stack ${stack} has ${count}; nothing was touched.\n\n${formatProblems(problems)}`,
    );
    this.name = "ConfigurationError";
    this.problems = problems;
  }
}
