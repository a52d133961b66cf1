import type { CommonOptions, Context, Report } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { openConfigured } from "../open.ts";
import { logPosition, simulatedResult } from "../simulated-world.ts";
import { summary } from "../summary.ts";
import type { OperationOptions } from "./operation.ts";
import { failureText, operate } from "./operation.ts";

/** Options of `up`. */
export interface UpOptions extends CommonOptions, OperationOptions {}

/** Brings the stack to what the configuration says. */
export async function up(context: Context, options: UpOptions): Promise<Report> {
  const { session, simulated, configuration } = await openConfigured(context);
  const before = simulated === undefined ? 0 : logPosition(simulated.world);
  const operated = await operate(context, session, "up", options);
  const { outcome, exitCode, result } = operated;
  if (exitCode !== ExitCode.done) {
    return { exitCode, result, text: failureText(operated) };
  }
  const [outputs, resources] = await Promise.all([session.outputs(), session.resources()]);
  const world = simulated === undefined ? undefined : simulatedResult(simulated.world, resources, before);
  return {
    result: { ...result, outputs, ...(world === undefined ? {} : { simulated: world }) },
    text: summary({ context, config: configuration.config, outcome, outputs, resources, simulated: world }),
  };
}
