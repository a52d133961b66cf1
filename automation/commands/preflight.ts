import { readConfiguration } from "../configuration.ts";
import type { Context, Report } from "../context.ts";
import { EngineFailure } from "../engine-command.ts";
import { ExitCode } from "../exit-codes.ts";
import { Failure, withAdvice } from "../failure.ts";
import { openConfigured, openExisting } from "../open.ts";
import type { Found } from "../preflight/preflight.ts";
import { preflight as look } from "../preflight/preflight.ts";
import { checkLines, isReady, summaryLine } from "../preflight/report.ts";

/** Looks at all that a stack needs of the world, and tells what it found. Makes nothing, not even the stack. */
export async function preflight(context: Context): Promise<Report> {
  const configuration = readConfiguration(context);
  const checks = await look(context, configuration, await found(context));
  return {
    exitCode: isReady(checks) ? ExitCode.done : ExitCode.notReady,
    result: { preflight: checks },
    text: [...checks.flatMap(checkLines), "", summaryLine(checks)].join("\n"),
  };
}

/** The stack on its engine, if the backend has it. One on the simulator is made if it is not there. */
async function found(context: Context): Promise<Found> {
  if (context.simulate) {
    return { opened: await openConfigured(context) };
  }
  try {
    return { opened: await openExisting(context) };
  } catch (error) {
    if (error instanceof Failure && error.exitCode === ExitCode.invalid) {
      return { notYet: error.message };
    }
    if (error instanceof EngineFailure) {
      return { problem: withAdvice(error.message, context) };
    }
    throw error;
  }
}
