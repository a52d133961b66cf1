import type { CommonOptions, Context, Report } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { openConfigured } from "../open.ts";
import { gateFor } from "../policy/gate.ts";
import type { PolicyOptions } from "../policy/options.ts";
import { readPolicyOptions } from "../policy/options.ts";
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
export interface UpOptions extends CommonOptions, OperationOptions, PolicyOptions {}

/**
 * Brings the stack to what the configuration says.
 *
 * A preview comes first, as in `pulumi up`: rules about the stack as a whole speak last, and an update would have made
 * everything by then.
 */
export async function up(context: Context, options: UpOptions): Promise<Report> {
  const given = readPolicyOptions(context.stack, options);
  const { session, simulated, configuration } = await openConfigured(context);
  using gate = gateFor(context, configuration.config, given);
  const planned = await operate(context, session, "preview", { ...options, gate });
  if (planned.exitCode !== ExitCode.done) {
    const { exitCode, result } = planned;
    return { exitCode, result: { ...result, ...untouched }, text: failureText(planned) };
  }
  const before = simulated === undefined ? 0 : logPosition(simulated.world);
  const operated = await operate(context, session, "up", { ...options, gate });
  const { outcome, exitCode, result, notice, policies } = operated;
  if (exitCode !== ExitCode.done) {
    return { exitCode, result, text: failureText(operated) };
  }
  const [outputs, resources] = await Promise.all([session.outputs(), session.resources()]);
  const world = simulated === undefined ? undefined : simulatedResult(simulated.world, resources, before);
  return {
    result: { ...result, outputs, ...(world === undefined ? {} : { simulated: world }) },
    text: [
      ...notice,
      summary({ context, config: configuration.config, outcome, outputs, resources, simulated: world }),
      "",
      ...policies,
    ].join("\n"),
  };
}
