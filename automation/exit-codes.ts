/**
 * Exit codes of the runner. They are a contract with scripts and CI: numbers are added, never changed.
 *
 * A command that ends with `unforeseen` has a defect; every other code is a documented outcome.
 */
export const ExitCode = {
  /** The command did what was asked. */
  done: 0,
  /** Nothing that the runner knows how to explain. */
  unforeseen: 1,
  /** The configuration or the command line is wrong; the engine was not started. */
  invalid: 2,
  /** A mandatory policy refused the stack. */
  policyViolation: 3,
  /** The engine ran and reported errors, or the cluster is not healthy. */
  failed: 4,
  /** `--expect-no-changes` was given and there are changes. */
  drift: 5,
  /** A check of the preflight failed: the world is not as the stack needs it. Nothing was made. */
  notReady: 6,
  /** The user cancelled, by Ctrl-C or a termination signal. */
  cancelled: 130,
} as const;

/** One of the numbers in `ExitCode`. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
