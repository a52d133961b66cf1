import type { CommonOptions, Context, Report } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { openExisting } from "../open.ts";
import { hasChanges } from "./drift.ts";
import type { OperationOptions } from "./operation.ts";
import { failureText, operate } from "./operation.ts";
import { changedLines } from "./report-text.ts";

/** Options of `refresh`. */
export interface RefreshOptions extends CommonOptions, OperationOptions {
  /** Only look: the state is left alone, and drift ends with its own exit code. Default: false. */
  readonly expectNoChanges?: boolean;
  /** Forget creations that were interrupted. Default: false. */
  readonly clearPendingCreates?: boolean;
}

/**
 * Compares the state with what is really there.
 *
 * Without options it takes over into the state what it finds, and the next `up` brings back what the configuration
 * says. A scheduled drift check uses `expectNoChanges`, which can be repeated as often as one likes, because it leaves
 * the drift to be found again.
 */
export async function refresh(context: Context, options: RefreshOptions): Promise<Report> {
  const { session } = await openExisting(context);
  const check = options.expectNoChanges === true;
  const operated = await operate(context, session, check ? "drift" : "refresh", options);
  const { outcome, exitCode, result } = operated;
  if (exitCode !== ExitCode.done) {
    return { exitCode, result, text: failureText(operated) };
  }
  const { changed, changes } = outcome;
  if (!hasChanges(changes)) {
    return { result, text: `No drift: all ${changes.same} resources are as the state says.` };
  }
  const advice = check
    ? "Nothing was changed. `up` brings back what the configuration says."
    : "The state has taken it over. `up` brings back what the configuration says.";
  return {
    exitCode: check ? ExitCode.drift : ExitCode.done,
    result,
    text: [
      `Drift in ${changed.length} of ${changed.length + changes.same} resources:`,
      ...changedLines(changed),
      advice,
    ].join("\n"),
  };
}
