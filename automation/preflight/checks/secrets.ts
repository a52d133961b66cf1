import type { SecretKey } from "../../../config/index.ts";
import { SECRETS } from "../../../config/index.ts";
import type { Check } from "../check.ts";
import { failed, passed, skipped } from "../check.ts";

/** What was found out about the secrets of a stack. */
export interface SecretFacts {
  /** Keys of those that were read. */
  readonly given: ReadonlySet<string>;
  /** Why the configuration of the stack could not be decrypted. */
  readonly problem?: string | undefined;
  readonly simulated: boolean;
}

/**
 * Judges whether the secrets that a stack needs are to be had. A configuration without one of them is refused before; one
 * that is in the stack file may still not be readable from here.
 */
export function judgeSecrets(
  needed: readonly SecretKey[],
  { given, problem, simulated }: SecretFacts,
): Check {
  const subject = { check: "secrets", lookedAt: `the secrets ${needed.join(", ") || "(none is needed)"}` };
  if (simulated) {
    return skipped(subject, "the simulator makes them up");
  }
  const missing = needed.filter((key) => !given.has(key));
  return missing.length === 0
    ? passed(subject, "all can be read")
    : failed(
        subject,
        `cannot be read: ${missing.join(", ")}${problem === undefined ? "" : `: ${problem}`}`,
        `See that this shell has what the stack is encrypted with, or give ${missing.map((key) => SECRETS[key].variable).join(", ")} in the environment.`,
      );
}
