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
