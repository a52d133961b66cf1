import { RELEASES } from "../../config/index.ts";
import { ciliumStatus } from "../cilium-status.ts";
import type { CommonOptions, Context, Report } from "../context.ts";
import { ExitCode } from "../exit-codes.ts";
import { usage } from "../failure.ts";
import { ask, gatesOf, requirementOf } from "../gates.ts";
import type { Opened } from "../open.ts";
import { openExisting } from "../open.ts";
import type { ResultDocument } from "../result.ts";

/** Options of `health`. */
export interface HealthOptions extends CommonOptions {
  /** Seconds that each check may wait for what is missing. Default: 15. */
  readonly timeout?: number;
}

type HealthCheck = NonNullable<ResultDocument["health"]>[number];

const usualTimeoutSeconds = 15;

/**
 * Asks the cluster again what the last `up` waited for, and Cilium's own CLI where it can be had. Changes nothing.
 */
export async function health(
  context: Context,
  { timeout = usualTimeoutSeconds }: HealthOptions,
): Promise<Report> {
  const opened = await openExisting(context);
  const gates = gatesOf(await opened.session.resources({ showSecrets: true }));
  if (gates.length === 0) {
    throw usage(`stack ${context.stack} has no cluster yet; bring it up first.`);
  }
  context.keepSecret(gates.map(({ client }) => client));
  const asked = gates.map(async (gate): Promise<HealthCheck> => {
    const missing = await ask(gate, timeout, opened.simulated?.world);
    return {
      check: gate.name,
      requirement: requirementOf(gate),
      status: missing === undefined ? "passed" : "failed",
      ...(missing !== undefined && { detail: missing }),
    };
  });
  const checks = [...(await Promise.all(asked)), await ciliumCheck(opened, timeout)];
  const failed = checks.filter(({ status }) => status === "failed").length;
  return {
    exitCode: failed === 0 ? ExitCode.done : ExitCode.failed,
    result: { health: checks },
    text: [...checks.map(line), summary(checks, failed)].join("\n"),
  };
}

async function ciliumCheck({ session, simulated }: Opened, timeoutSeconds: number): Promise<HealthCheck> {
  const check = { check: "cilium-status", requirement: "cilium status finds nothing wrong" };
  if (simulated !== undefined) {
    return { ...check, status: "notRun", detail: "the simulator runs no Cilium" };
  }
  const { adminKubeconfig } = await session.outputs({ showSecrets: true });
  if (typeof adminKubeconfig !== "string") {
    return { ...check, status: "notRun", detail: "the stack has no kubeconfig yet" };
  }
  const { healthy, detail } = await ciliumStatus(adminKubeconfig, RELEASES[0].ciliumCli, timeoutSeconds);
  if (healthy === undefined) {
    return { ...check, status: "notRun", detail };
  }
  return healthy ? { ...check, status: "passed" } : { ...check, status: "failed", detail };
}

const words: Readonly<Record<HealthCheck["status"], string>> = {
  passed: "ok     ",
  failed: "FAILED ",
  notRun: "not run",
};

function line({ check, requirement, status, detail }: HealthCheck): string {
  return `${words[status]}  ${check}: ${requirement}${detail === undefined ? "" : `\n         ${detail}`}`;
}

function summary(checks: readonly HealthCheck[], failed: number): string {
  const run = checks.filter(({ status }) => status !== "notRun").length;
  return failed === 0 ? `Healthy: ${run} checks passed.` : `error: ${failed} of ${run} checks failed.`;
}
