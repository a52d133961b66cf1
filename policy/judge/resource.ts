import type { Value } from "./value.ts";

/** A resource as a rule sees it. */
export interface Resource {
  /** Its type token, such as `kubernetes:core/v1:Pod`. */
  readonly type: string;
  readonly urn: string;
  readonly name: string;

  /** What it is to be (a resource rule), or what became of it (a stack rule). */
  readonly props: Value;

  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;

  /** URN of the component that made it. Default: the stack did. */
  readonly parent?: string;

  /** Outputs that are secret although their inputs are not. */
  readonly additionalSecretOutputs: readonly string[];
}

/** All that a stack consists of, as a stack rule sees it. */
export interface StackView {
  readonly resources: readonly Resource[];
}

/** The type token of the stack itself. */
export const stackType = "pulumi:pulumi:Stack";

/** The stack itself, whose properties are the stack's outputs, or undefined where there is none. */
export function stackItself({ resources }: StackView): Resource | undefined {
  return resources.find(({ type }) => type === stackType);
}

/** Whether a type token is one of those wanted; a pattern speaks of the whole token. */
export function isOfType({ type }: Pick<Resource, "type">, wanted: readonly (string | RegExp)[]): boolean {
  return wanted.some((one) => (typeof one === "string" ? one === type : one.test(type)));
}
