import type { CommonOptions, Context, Report } from "../context.ts";
import { costOf } from "../cost.ts";
import { ExitCode } from "../exit-codes.ts";
import { openConfigured } from "../open.ts";
import { gateFor } from "../policy/gate.ts";
import type { PolicyOptions } from "../policy/options.ts";
import { readPolicyOptions } from "../policy/options.ts";
import type { PreflightOptions } from "../preflight/before.ts";
import { preflightBefore } from "../preflight/before.ts";
import type { ResultDocument } from "../result.ts";
import { logPosition, simulatedResult } from "../simulated-world.ts";
import { summary } from "../summary.ts";
import type { OperationOptions } from "./operation.ts";
import { failureText, operate } from "./operation.ts";

/** The changes of an update that was not begun. */
const untouched: Pick<ResultDocument, "changes" | "changed"> = {
  changes: { create: 0, update: 0, replace: 0, delete: 0, same: 0 },
  changed: [],
};

/** Options of `up`. */
export interface UpOptions extends CommonOptions, OperationOptions, PolicyOptions, PreflightOptions {}

/**
 * Brings the stack to what the configuration says.
 *
 * A preflight comes first: what is missing in the world is said before anything is made. Then a preview, as in
 * `pulumi up`: rules about the stack as a whole speak last, and an update would have made everything by then.
 */
export async function up(context: Context, options: UpOptions): Promise<Report> {
  const given = readPolicyOptions(context.stack, options);
  const opened = await openConfigured(context);
  const { session, simulated, configuration } = opened;
  // Before all else: it refuses a command line that can't be true.
  using gate = gateFor(context, configuration.config, given);
  const {
    checks,
    summary: lookedAt,
    refused,
  } = await preflightBefore(context, configuration, opened, options);
  if (refused !== undefined) {
    return refused;
  }
  const planned = await operate(context, session, "preview", { ...options, gate });
  if (planned.exitCode !== ExitCode.done) {
    const { exitCode, result } = planned;
    return { exitCode, result: { ...result, ...untouched, preflight: checks }, text: failureText(planned) };
  }
  const before = simulated === undefined ? 0 : logPosition(simulated.world);
  const operated = await operate(context, session, "up", { ...options, gate });
  const { outcome, exitCode, result, notice, policies } = operated;
  if (exitCode !== ExitCode.done) {
    return { exitCode, result: { ...result, preflight: checks }, text: failureText(operated) };
  }
  const [outputs, resources] = await Promise.all([session.outputs(), session.resources()]);
  const cost = costOf(configuration.config);
  const world = simulated === undefined ? undefined : simulatedResult(simulated.world, resources, before);
  return {
    result: {
      ...result,
      outputs,
      preflight: checks,
      ...(cost && { cost }),
      ...(world === undefined ? {} : { simulated: world }),
    },
    text: [
      ...notice,
      summary({ context, config: configuration.config, outcome, outputs, resources, simulated: world, cost }),
      "",
      lookedAt,
      "",
      ...policies,
    ].join("\n"),
  };
}
