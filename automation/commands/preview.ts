import type { CommonOptions, Context, Report } from "../context.ts";
import { costLines, costOf } from "../cost.ts";
import { ExitCode } from "../exit-codes.ts";
import { openConfigured } from "../open.ts";
import { gateFor } from "../policy/gate.ts";
import type { PolicyOptions } from "../policy/options.ts";
import { readPolicyOptions } from "../policy/options.ts";
import { hasChanges } from "./drift.ts";
import type { OperationOptions } from "./operation.ts";
import { failureText, operate } from "./operation.ts";
import { changedLines, changesLine } from "./report-text.ts";

/** Options of `preview`. */
export interface PreviewOptions extends CommonOptions, OperationOptions, PolicyOptions {
  /** End with the exit code of drift when there are changes. Default: false. */
  readonly expectNoChanges?: boolean;
}

/** Shows what `up` would change, and changes nothing. */
export async function preview(context: Context, options: PreviewOptions): Promise<Report> {
  const given = readPolicyOptions(context.stack, options);
  const { session, configuration } = await openConfigured(context);
  using gate = gateFor(context, configuration.config, given);
  const operated = await operate(context, session, "preview", { ...options, gate });
  const { outcome, exitCode, result, notice, policies } = operated;
  if (exitCode !== ExitCode.done) {
    return { exitCode, result, text: failureText(operated) };
  }
  const cost = costOf(configuration.config);
  const drift = options.expectNoChanges === true && hasChanges(outcome.changes);
  return {
    exitCode: drift ? ExitCode.drift : ExitCode.done,
    result: { ...result, ...(cost && { cost }) },
    text: [
      ...notice,
      ...changedLines(outcome.changed),
      changesLine(outcome.changes, outcome.durationSeconds, true),
      ...costLines(cost),
      ...policies,
    ].join("\n"),
  };
}
