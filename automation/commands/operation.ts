import type { Context } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { withAdvice } from "../failure.ts";
import { Interrupt } from "../interrupt.ts";
import type { PolicyGate } from "../policy/gate.ts";
import { breakGlassLines, policyLines, writePolicyReport } from "../policy/report.ts";
import type { ResultDocument } from "../result.ts";
import type { Operation, Outcome, RunOptions, StackSession } from "../session.ts";

/** Options of the commands that run the engine. */
export interface OperationOptions {
  /** Resources that are worked on at the same time. */
  readonly parallel?: number;
}

/** An operation that has ended, with what it means for the process. */
export interface Operated {
  readonly operation: Operation;
  readonly outcome: Outcome;
  readonly exitCode: ExitCode;
  readonly result: Partial<ResultDocument>;
  /** What a person must not overlook, to be printed first. */
  readonly notice: readonly string[];
  /** What the policies say, for a person. */
  readonly policies: readonly string[];
}

/** What an operation is run with. */
interface Running extends OperationOptions, Pick<RunOptions, "clearPendingCreates"> {
  /** Judges the stack. Only `preview` and `up`. */
  readonly gate?: PolicyGate;
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
  { gate, parallel, clearPendingCreates }: Running = {},
): Promise<Operated> {
  const progress = context.progress();
  progress.note(
    `${beginning[operation]} stack ${context.stack}${context.simulate ? " on the simulator" : ""} ...`,
  );
  const notice = breakGlassLines(gate?.breakGlass);
  for (const line of notice) {
    progress.note(line);
  }
  using interrupt = new Interrupt((attempt) => {
    progress.note(onInterrupt[Math.min(attempt, onInterrupt.length) - 1] ?? "");
    session.interrupt(attempt);
  });
  const outcome = await session.run(operation, {
    ...gate?.begin(),
    progress: gate?.quiet(progress) ?? progress,
    parallel,
    clearPendingCreates,
  });
  const { changes, changed, diagnostics, policyViolations, failure } = outcome;
  const problems = gate?.problems(outcome) ?? [];
  const exitCode = exitCodeOf(outcome, { cancelled: interrupt.requested, refused: problems.length > 0 });
  const why =
    problems.length > 0
      ? configurationRefused(problems, gate?.given.file)
      : reason(operation, exitCode, outcome);
  const policy = gate?.judgement(outcome);
  if (policy !== undefined) {
    writePolicyReport(policy, gate?.given.report, context.mask);
  }
  return {
    operation,
    outcome,
    exitCode,
    notice,
    policies: policy === undefined ? [] : policyLines(policy, context.debug),
    result: {
      changes,
      changed: [...changed].map((change) => ({ ...change, properties: [...change.properties] })),
      diagnostics: [...diagnostics],
      policyViolations: policyViolations.filter(({ pack }) => pack !== gate?.pack.name),
      ...(policy && { policy }),
      ...(failure === undefined ? {} : { error: withAdvice(why, context) }),
    },
  };
}

/** Says what is wrong with a pack configuration that the pack cannot use. */
function configurationRefused(problems: readonly string[], file = "that the command line asks for"): string {
  const lines = problems.flatMap((problem) => problem.split("\n")).map((line) => `  ${line}`);
  return [`the policy pack refuses the pack configuration ${file}:`, ...lines].join("\n");
}

/** How many policies are named in the last words; all are told before them. */
const namedPolicies = 3;

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
    const names = [...new Set(broken.map(({ pack, policy }) => `${pack}/${policy}`))];
    const more = names.length - namedPolicies;
    const others = more > 0 ? ` and ${more} more` : "";
    return `${name} was refused by the policy ${names.slice(0, namedPolicies).join(", ")}${others}`;
  }
  return errors === 0 ? failure : `${name} failed with ${errors === 1 ? "1 error" : `${errors} errors`}`;
}

/** The last words for a person on an operation that did not do what was asked. */
export function failureText({ result, exitCode, outcome, operation, notice, policies }: Operated): string {
  const writes = operation !== "preview" && operation !== "drift";
  const begun = writes && outcome.changed.length > 0;
  const again = exitCode === ExitCode.cancelled ? "to go on" : "once the cause is gone";
  const advice = begun ? `\nWhat was done is in the state. Run the command again ${again}.` : "";
  // What ended before the policies were through with it has a reason of its own to tell.
  const said = exitCode === ExitCode.policyViolation ? [...notice, ...policies] : [];
  return [...said, `error: ${result.error ?? ""}${advice}`].join("\n");
}

/** What an operation's end came about by, besides its outcome. */
interface Circumstances {
  /** Whether the user wanted it to stop. One that had already succeeded counts as done. */
  readonly cancelled: boolean;
  /** Whether the policy pack could not use its configuration. */
  readonly refused: boolean;
}

/** What the process ends with after an operation. */
export function exitCodeOf(
  { failure, policyViolations }: Outcome,
  { cancelled, refused }: Circumstances,
): ExitCode {
  if (failure === undefined) {
    return ExitCode.done;
  }
  if (cancelled) {
    return ExitCode.cancelled;
  }
  if (refused) {
    return ExitCode.invalid;
  }
  return policyViolations.some(({ level }) => level === "mandatory")
    ? ExitCode.policyViolation
    : ExitCode.failed;
}
