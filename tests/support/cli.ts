import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";

import type { ResultPromise } from "execa";
import { execa } from "execa";

import { execute } from "../../automation/cli.ts";
import { simulatedFolderVariable } from "../../automation/open.ts";
import { simulatedFolders } from "../../simulator/core/environment.ts";
import type { WorldFile } from "../../simulator/core/world.ts";
import { openWorld } from "../../simulator/core/world.ts";
import { textStream } from "./text-stream.ts";

const root = resolve(import.meta.dirname, "..", "..");
const options = { reject: false, stdin: "ignore", detached: true } as const;

/** A command of the runner, as a process of its own. */
export type CliProcess = ResultPromise<typeof options>;

/** The runner as people start it, with simulated stacks of its own. */
export class Cli implements Disposable {
  /** Holds the simulated stacks; tests may put files of theirs there too. */
  readonly folder: string;

  constructor() {
    const tests = join(root, ".tools", "tests");
    mkdirSync(tests, { recursive: true });
    this.folder = mkdtempSync(join(tests, "cli-"));
  }

  /** Starts a command. It leads a process group of its own, which can be signalled as a terminal does. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): CliProcess {
    const env = { ...environment, [simulatedFolderVariable]: this.folder };
    return execa("node", [join(root, "automation", "cli.ts"), ...args], { ...options, cwd: root, env });
  }

  /** Runs a command in this process, which is faster. Not for commands that set up a Pulumi runtime. */
  async run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const before = { ...process.env };
    const written = { stdout: "", stderr: "" };
    const streamTo = (name: keyof typeof written) => textStream((text) => (written[name] += text));
    try {
      Object.assign(process.env, environment, { [simulatedFolderVariable]: this.folder });
      const exitCode = await execute(args, { stdout: streamTo("stdout"), stderr: streamTo("stderr") });
      return { exitCode, ...written };
    } finally {
      process.env = before;
    }
  }

  /** The world of a simulated stack, which is made if it is not there. */
  world(stack: string): WorldFile & Disposable {
    const { bin, world } = simulatedFolders(join(this.folder, stack));
    mkdirSync(bin, { recursive: true });
    const file = openWorld(world);
    return Object.assign(file, {
      [Symbol.dispose]: () => {
        file.close();
      },
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Sends a signal to every process of a command's group, as a terminal does on Ctrl-C. */
export function signalGroup({ pid }: CliProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) {
    throw new Error("the command was not started");
  }
  process.kill(-pid, signal);
}
