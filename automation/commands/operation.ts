import type { Context } from "../context.ts";
import { fromUser } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { withAdvice } from "../failure.ts";
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
  readonly operation: Operation;
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

/** What is told while nothing has begun yet: the engine takes some seconds to start. */
const beginning: Readonly<Record<Operation, string>> = {
  preview: "Previewing",
  up: "Bringing up",
  refresh: "Refreshing",
  drift: "Looking for drift in",
  destroy: "Destroying",
};

/** Runs an operation of the engine with progress, and lets the user cancel it. */
export async function operate(
  context: Context,
  session: StackSession,
  operation: Operation,
  options: OperationOptions & Pick<RunOptions, "clearPendingCreates"> = {},
): Promise<Operated> {
  const progress = context.progress();
  progress.note(
    `${beginning[operation]} stack ${context.stack}${context.simulate ? " on the simulator" : ""} ...`,
  );
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
  const error = failure === undefined ? undefined : withAdvice(reason(operation, exitCode, outcome), context);
  return {
    operation,
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
  const name = operation === "drift" ? "refresh" : operation;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (exitCode === ExitCode.cancelled) {
    return `${name} was cancelled`;
  }
  if (exitCode === ExitCode.policyViolation) {
    const broken = policyViolations.filter(({ level }) => level === "mandatory");
    const names = new Set(broken.map(({ pack, policy }) => `${pack}/${policy}`));
    return `${name} was refused by the policy ${[...names].join(", ")}`;
  }
  return errors === 0 ? failure : `${name} failed with ${errors === 1 ? "1 error" : `${errors} errors`}`;
}

/** The last words for a person on an operation that did not do what was asked. */
export function failureText({ result, exitCode, outcome, operation }: Operated): string {
  const writes = operation !== "preview" && operation !== "drift";
  const begun = writes && outcome.changed.length > 0 && exitCode !== ExitCode.policyViolation;
  const again = exitCode === ExitCode.cancelled ? "to go on" : "once the cause is gone";
  const advice = begun ? `\nWhat was done is in the state. Run the command again ${again}.` : "";
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
