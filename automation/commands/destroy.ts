import type { CommonOptions, Context, Report } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { usage } from "../failure.ts";
import { openExisting } from "../open.ts";
import { describeUrn } from "../phases.ts";
import type { OperationOptions } from "./operation.ts";
import { failureText, operate } from "./operation.ts";
import { changesLine } from "./report-text.ts";

/** Options of `destroy`. */
export interface DestroyOptions extends CommonOptions, OperationOptions {
  /** Whether the user means it. Default: false, and nothing is destroyed. */
  readonly yes?: boolean;
  /** Name of the stack once more, to lift the protection of a real one. */
  readonly unprotect?: string;
}

/**
 * Takes the whole stack down.
 *
 * Works from the state, not from the configuration, so that a broken stack file keeps nobody from it. Protected
 * resources of a real stack stop it before anything is touched; on the simulator the protection is lifted.
 */
export async function destroy(context: Context, options: DestroyOptions): Promise<Report> {
  const { stack, simulate } = context;
  const { yes = false, unprotect } = options;
  if (!yes) {
    throw usage(
      `destroy takes down every resource of stack ${stack}. If you mean it, run it again with --yes.`,
    );
  }
  if (unprotect !== undefined && unprotect !== stack) {
    throw usage(
      `--unprotect ${unprotect} names another stack than --stack ${stack}; repeat the name of this one.`,
    );
  }
  const { session } = await openExisting(context);
  const resources = await session.resources();
  const kept = resources.filter(({ protect = false }) => protect).map(({ urn }) => urn);
  if (kept.length > 0) {
    if (!simulate && unprotect === undefined) {
      return refusal(stack, kept);
    }
    await session.unprotect();
  }
  const operated = await operate(context, session, "destroy", options);
  const { outcome, exitCode, result } = operated;
  const failed = exitCode !== ExitCode.done;
  return {
    exitCode,
    result,
    text: failed ? failureText(operated) : changesLine(outcome.changes, outcome.durationSeconds),
  };
}

function refusal(stack: string, kept: readonly string[]): Report {
  const error = `stack ${stack} has protected resources, so nothing was destroyed`;
  const names = kept.map((urn) => `  ${describeUrn(urn).type} ${describeUrn(urn).name}`);
  const remedy = `To destroy them all, add --unprotect ${stack}.`;
  return {
    exitCode: ExitCode.invalid,
    result: { error, protected: [...kept] },
    text: [`error: ${error}:`, ...names, remedy].join("\n"),
  };
}
