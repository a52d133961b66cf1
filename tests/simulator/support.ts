import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation/index.js";
import { simulatedEnvironment, simulatedFolders } from "../../simulator/core/environment.ts";
import { openWorld, type WorldFile } from "../../simulator/core/world.ts";

/** A stack of its own on a world of its own, run by the real engine. */
export interface SimulatedStack {
  readonly stack: Stack;
  readonly world: WorldFile;
  /** Runs another program from now on. */
  readonly program: (next: PulumiFn) => void;
}

const tools = join(import.meta.dirname, "..", "..", ".tools", "bin");
const folders: string[] = [];
const worlds: WorldFile[] = [];

/** Makes a simulated stack in a folder that `cleanUp` removes. */
export async function simulatedStack(program: PulumiFn): Promise<SimulatedStack> {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-simulator-"));
  folders.push(folder);
  // The Automation API looks for the engine on the PATH of this process.
  process.env["PATH"] = [tools, process.env["PATH"] ?? ""].join(":");
  const envVars = simulatedEnvironment(folder);
  const world = openWorld(simulatedFolders(folder).world);
  worlds.push(world);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "test", projectName: "simulated", program },
    { envVars, workDir: folder },
  );
  return {
    stack,
    world,
    program(next) {
      stack.workspace.program = next;
    },
  };
}

/** Removes what `simulatedStack` left. */
export function cleanUp(): void {
  for (const world of worlds.splice(0)) {
    world.close();
  }
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true });
  }
}

/** What the engine said when an operation failed. */
export async function failureOf(operation: Promise<unknown>): Promise<string> {
  const others = process.listeners("unhandledRejection");
  const forward = (reason: unknown, promise: Promise<unknown>) => {
    // The SDK leaves a rejected promise behind for each resource that the engine refused; the engine reports them all.
    if (!(reason instanceof Error && /^resource .* failed to register$/.test(reason.message))) {
      for (const listener of others) {
        listener(reason, promise);
      }
    }
  };
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", forward);
  try {
    await operation;
  } catch (error) {
    return String(error);
  } finally {
    // Node tells of a rejection only after all that is due now is done.
    await setImmediate();
    process.off("unhandledRejection", forward);
    for (const listener of others) {
      process.on("unhandledRejection", listener);
    }
  }
  throw new Error("the operation succeeded, want it to fail");
}
