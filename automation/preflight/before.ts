import type { CheckedConfiguration } from "../configuration.ts";
import type { Context, Report } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import type { Opened } from "../open.ts";
import type { Check } from "./check.ts";
import { skipped } from "./check.ts";
import { preflight } from "./preflight.ts";
import { checkLines, isReady, summaryLine } from "./report.ts";

/** Options of a command that a preflight goes before. */
export interface PreflightOptions {
  /** Begin without it. Default: false. */
  readonly skipPreflight?: boolean;
}

/** What a preflight that went before comes to. */
export interface PreflightBefore {
  readonly checks: Check[];
  /** The same in one line. */
  readonly summary: string;
  /** What the command ends with where it must not begin. */
  readonly refused?: Report;
}

/**
 * Looks at what a stack needs of the world, before anything of it is made. What is worth a thought is told at once, so
 * that it is known whatever becomes of the command.
 *
 * @throws Failure when the user cancels.
 */
export async function preflightBefore(
  context: Context,
  configuration: CheckedConfiguration,
  opened: Opened,
  { skipPreflight = false }: PreflightOptions,
): Promise<PreflightBefore> {
  const checks = skipPreflight ? [leftOut] : await preflight(context, configuration, { opened });
  const summary = skipPreflight ? `Preflight: skipped; ${leftOut.detail}.` : summaryLine(checks);
  const failed = checks.filter(({ status }) => status === "failed");
  const warnings = checks.filter(({ status }) => status === "warning");
  if (isReady(checks)) {
    const progress = context.progress();
    for (const line of [...warnings.flatMap(checkLines), summary]) {
      progress.note(line);
    }
    progress.end();
    return { checks, summary };
  }
  const error = `the preflight failed with ${failed.length === 1 ? "1 check" : `${failed.length} checks`}; nothing was made`;
  return {
    checks,
    summary,
    refused: {
      exitCode: ExitCode.notReady,
      result: { preflight: checks, error },
      text: [...[...failed, ...warnings].flatMap(checkLines), "", summary, `error: ${error}`].join("\n"),
    },
  };
}

/** What stands for all checks where they were left out. */
const leftOut = skipped(
  { check: "preflight", lookedAt: "what the stack needs of the world" },
  "--skip-preflight was given",
);
