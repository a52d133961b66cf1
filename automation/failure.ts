import type { Context } from "./context.ts";
import { ExitCode } from "./exit-codes.ts";

/**
 * An expected failure: its message tells the user what is wrong and what to do, and is printed without a stack.
 *
 * Anything else that is thrown counts as a defect of the runner.
 */
export class Failure extends Error {
  /** What the process ends with. */
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode) {
    super(message);
    this.name = "Failure";
    this.exitCode = exitCode;
  }
}

/** A command line that cannot be carried out as it is. */
export function usage(message: string): Failure {
  return new Failure(message, ExitCode.invalid);
}

/** A message of the engine with what to do about it, where the engine leaves that out or says it for another case. */
export function withAdvice(
  message: string,
  { stack, simulate }: Pick<Context, "stack" | "simulate">,
): string {
  if (message.includes("the stack is currently locked")) {
    const cancel = simulate
      ? `eval "$(npm run --silent infraflux -- env --stack ${stack} --simulate)" && pulumi cancel --yes`
      : `pulumi cancel -s ${stack}`;
    return `stack ${stack} is locked: another command works on it, or one was killed and left its lock. Wait for the other one; if there is none, remove the lock with: ${cancel}`;
  }
  if (message.includes("PULUMI_ACCESS_TOKEN must be set")) {
    return "there is no state backend yet. Choose one with `pulumi login`, or with PULUMI_BACKEND_URL; to try things without one, add --simulate.";
  }
  return message;
}
