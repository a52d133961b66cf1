import type { Context } from "../context.ts";
import { fromUser } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { Interrupt } from "../interrupt.ts";
import type { ResultDocument } from "../result.ts";
import type { Operation, Outcome, RunOptions, StackSession } from "../session.ts";

/** Options of the commands that run the engine. */
export interface OperationOptions {
  /** Folders of policy packs. */
  readonly policyPack?: readonly string[];
  /** Resources that are worked on at the same time. */
  readonly parallel?: number;
}

/** An operation that has ended, with what it means for the process. */
export interface Operated {
  readonly outcome: Outcome;
  readonly exitCode: ExitCode;
  readonly result: Partial<ResultDocument>;
}

/** What a person is told after each request to stop. */
const onInterrupt = [
  "Cancelling: operations that have begun are finished first. Press Ctrl-C again to stop at once.",
  "Stopping at once: what was being changed is noted as pending. `refresh` finds out what became of it.",
  "Ending the engine. If it leaves its lock behind, `pulumi cancel` removes it.",
];

/** Runs an operation of the engine with progress, and lets the user cancel it. */
export async function operate(
  context: Context,
  session: StackSession,
  operation: Operation,
  options: OperationOptions & Pick<RunOptions, "clearPendingCreates"> = {},
): Promise<Operated> {
  const progress = context.progress();
  using interrupt = new Interrupt((attempt) => {
    progress.note(onInterrupt[Math.min(attempt, onInterrupt.length) - 1] ?? "");
    session.interrupt(attempt);
  });
  const { policyPack, parallel, clearPendingCreates } = options;
  const outcome = await session.run(operation, {
    progress,
    policyPacks: policyPack?.map(fromUser),
    parallel,
    clearPendingCreates,
  });
  const { changes, changed, diagnostics, policyViolations, failure } = outcome;
  const exitCode = exitCodeOf(outcome, interrupt.requested);
  const error = failure === undefined ? undefined : reason(operation, exitCode, outcome);
  return {
    outcome,
    exitCode,
    result: {
      changes,
      changed: [...changed].map((change) => ({ ...change, properties: [...change.properties] })),
      diagnostics: [...diagnostics],
      policyViolations: [...policyViolations],
      ...(error === undefined ? {} : { error }),
    },
  };
}

/** Why an operation did not do what was asked, in short; the details are in its diagnostics and policy violations. */
function reason(operation: Operation, exitCode: ExitCode, outcome: Outcome): string {
  const { failure = "", diagnostics, policyViolations } = outcome;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (exitCode === ExitCode.cancelled) {
    return `${operation} was cancelled`;
  }
  if (exitCode === ExitCode.policyViolation) {
    const broken = policyViolations.filter(({ level }) => level === "mandatory");
    const names = new Set(broken.map(({ pack, policy }) => `${pack}/${policy}`));
    return `${operation} was refused by the policy ${[...names].join(", ")}`;
  }
  return errors === 0 ? failure : `${operation} failed with ${errors === 1 ? "1 error" : `${errors} errors`}`;
}

/** The last words for a person on an operation that did not do what was asked. */
export function failureText({ result, exitCode, outcome }: Operated): string {
  const begun = outcome.changed.length > 0 && exitCode !== ExitCode.policyViolation;
  const advice = begun
    ? "\nWhat was done is in the state. Run the command again once the cause is gone."
    : "";
  return `error: ${result.error ?? ""}${advice}`;
}

/** What the process ends with after an operation. A cancelled operation that had already succeeded counts as done. */
export function exitCodeOf({ failure, policyViolations }: Outcome, cancelled: boolean): ExitCode {
  if (failure === undefined) {
    return ExitCode.done;
  }
  if (cancelled) {
    return ExitCode.cancelled;
  }
  return policyViolations.some(({ level }) => level === "mandatory")
    ? ExitCode.policyViolation
    : ExitCode.failed;
}
