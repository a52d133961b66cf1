import type { Rule } from "../judge/rule.ts";

/** What somebody reads whose object is refused or reported. */
export function refusal({ id, remedy }: Rule, message: string): string {
  return `${id}: ${message}. What to do: ${remedy}`;
}
