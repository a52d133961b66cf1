import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";

import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";

import { projectFolder, simulatedSecretKeys } from "../automation/configuration.ts";
import { stackProgram } from "../automation/context.ts";
import { PlainProgress } from "../automation/progress/plain.ts";
import { openSimulatedStack, prepareSimulatedStack } from "../automation/simulated-stack.ts";
import { seedWorld, simulatedResult } from "../automation/simulated-world.ts";
import type { StackConfig } from "../config/index.ts";
import { resolveConfig, SECRET_KEYS } from "../config/index.ts";
import type { BareInputs } from "./bare-program.ts";
import { stackName, type Values } from "./stacks.ts";

// Runs one operation of the engine in this process, which is made for nothing else, and prints what it took as JSON. The
// runner's own code runs it; only the program differs from one measurement to the next.

/** What a worker is to do. Its only argument is the path of a file with this as JSON. */
export interface Job {
  /** Folder of the simulated stack. */
  readonly folder: string;
  readonly operation: "preview" | "up";
  readonly values: Values;
  /** The stack program, the bare one, or one that does nothing. */
  readonly program: "infraflux" | BareInputs | "empty";
  /** Whether the policy pack judges the stack. Default: it does not. */
  readonly policies?: boolean;
}

/** What a worker measured. */
export interface Work {
  /** From the start of the process until the operation had ended, in seconds. */
  readonly processSeconds: number;
  /** The operation alone, in seconds. */
  readonly operationSeconds: number;
  /** User and system time of the process and of those that it waited for: the engine and its plugins. Only on Linux. */
  readonly cpuSeconds?: number;
  /** What the stack program made; only after its `up`. */
  readonly made?: {
    /** The same for the bare program. */
    readonly bare: BareInputs;
    /** Simulated seconds until everything was ready. */
    readonly readySeconds: number;
  };
}

async function work({ folder, operation, values, program, policies = false }: Job): Promise<Work> {
  const { config, settings } = resolveConfig({
    stack: stackName,
    stackFile: { name: "benchmark", tree: values },
    secrets: new Set(SECRET_KEYS),
  });
  const secrets = simulatedSecretKeys(new Set(), settings);
  const site = prepareSimulatedStack({ folder, stack: stackName, values, secrets });
  seedWorld(site.world, config);
  const session = await openSimulatedStack(stackName, site, await programOf(program, config));

  const started = performance.now();
  const { failure, log } = await session.run(operation, {
    progress: new PlainProgress(process.stderr, (text) => text),
    policyPacks: policies ? [join(projectFolder, "policy")] : [],
  });
  const ended = performance.now();
  const measured = {
    processSeconds: ended / 1000,
    operationSeconds: (ended - started) / 1000,
    cpuSeconds: cpuTime(),
  };
  if (failure !== undefined) {
    throw new Error(`${operation} failed: ${failure}\n${log}`);
  }
  if (operation === "preview" || program !== "infraflux") {
    return measured;
  }
  const { bareInputs } = await import("./bare-program.ts");
  const state = await session.resources();
  const { readySeconds } = simulatedResult(site.world, state, 0);
  return { ...measured, made: { bare: bareInputs(state), readySeconds } };
}

async function programOf(program: Job["program"], config: StackConfig): Promise<PulumiFn> {
  switch (program) {
    case "infraflux":
      return stackProgram;
    case "empty":
      return () => Promise.resolve({});
    default: {
      const { bareProgram } = await import("./bare-program.ts");
      return () => {
        bareProgram(config, program);
        return Promise.resolve({});
      };
    }
  }
}

/** In seconds; undefined where there is no /proc. */
function cpuTime(): number | undefined {
  if (process.platform !== "linux") {
    return undefined;
  }
  // The second field, the name of the program, may hold anything; the rest is counted from the third.
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  const ticksPerSecond = 100;
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

const [job = ""] = process.argv.slice(2);
const result = await work(JSON.parse(readFileSync(job, "utf8")) as Job);
process.stdout.write(JSON.stringify(result));
