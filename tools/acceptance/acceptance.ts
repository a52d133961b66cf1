import { CommanderError } from "commander";

import { ExitCode } from "../../automation/exit-codes.ts";
import type { Check, Verdict } from "./check.ts";
import { failed, notRun } from "./check.ts";
import { checks } from "./checks/index.ts";
import { Cluster } from "./cluster.ts";
import { readCommandLine } from "./command-line.ts";
import type { Asked } from "./command-line.ts";
import { MissingProgram, Trouble } from "./program.ts";
import { exitCodeOf, finding, findingText, summary } from "./report.ts";
import type { Finding } from "./report.ts";

/** Where it runs. */
export interface World extends Pick<NodeJS.Process, "stdout" | "stderr"> {
  /** Environment of the official tools. */
  readonly env: Readonly<Record<string, string | undefined>>;

  /** Asks it to stop. */
  readonly signal: AbortSignal;
}

/** Runs a command line, and hands out the exit code. */
export async function execute(args: readonly string[], world: World): Promise<ExitCode> {
  let asked: Asked;
  try {
    asked = readCommandLine(args, world);
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.done : ExitCode.invalid;
    }
    throw error;
  }
  return await run(asked, world);
}

async function run({ kubeconfig, only, json, ...options }: Asked, world: World): Promise<ExitCode> {
  const env = kubeconfig === undefined ? world.env : { ...world.env, KUBECONFIG: kubeconfig };
  const cluster = new Cluster(options, env, world.signal);
  const findings: Finding[] = [];
  for (const check of checks.filter(({ name }) => only === undefined || only.includes(name))) {
    const found = finding(check, await verdictOf(check, cluster));
    if (world.signal.aborted) {
      break;
    }
    findings.push(found);
    if (json !== true) {
      world.stdout.write(`${findingText(found)}\n`);
    }
  }
  const report = { checks: findings, leftBehind: cluster.leftBehind };
  const exitCode = world.signal.aborted ? ExitCode.cancelled : exitCodeOf(report);
  const text = json === true ? JSON.stringify({ ...report, exitCode }, undefined, 2) : summary(report);
  world.stdout.write(`${text}\n`);
  return exitCode;
}

/** What a check says; where it cannot say it, why. */
async function verdictOf(check: Check, cluster: Cluster): Promise<Verdict> {
  try {
    return await check.prove(cluster);
  } catch (error) {
    if (cluster.signal.aborted) {
      return notRun("it was broken off");
    }
    if (error instanceof MissingProgram) {
      return notRun(error.message);
    }
    if (error instanceof Trouble) {
      return failed(error.message);
    }
    throw error;
  }
}
