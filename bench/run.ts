import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { execa } from "execa";

import { projectFolder } from "../automation/configuration.ts";
import { type PeakMemory, watchMemory } from "./process-tree.ts";
import type { Job, Work } from "./worker.ts";

/** Folder of all stacks that are measured; Git ignores it. */
const scratch = join(projectFolder, ".tools", "bench");

/** What one run in a process of its own took. */
export interface Measurement extends Work {
  /** Only where it was asked for, and only on Linux. */
  readonly memory?: PeakMemory;
}

/** A folder for a stack, which is gone at the end of the block. */
export function stackFolder(): Disposable & { readonly path: string } {
  mkdirSync(scratch, { recursive: true });
  const path = mkdtempSync(join(scratch, "stack-"));
  return {
    path,
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/**
 * Runs a job in a fresh process.
 *
 * @param memory Whether to watch the memory, which takes a little time off the run. Default: false.
 */
export async function measure(job: Job, { memory = false } = {}): Promise<Measurement> {
  const path = join(job.folder, "job.json");
  writeFileSync(path, JSON.stringify(job));
  const child = execa("node", [join(import.meta.dirname, "worker.ts"), path], {
    stdin: "ignore",
    env: { NODE_COMPILE_CACHE: join(projectFolder, ".tools", "compile-cache") },
    maxBuffer: Infinity,
  });
  const stop = memory && child.pid !== undefined ? watchMemory(child.pid) : undefined;
  const { stdout } = await child;
  const peaks = stop?.();
  return { ...(JSON.parse(stdout) as Work), ...(peaks !== undefined && { memory: peaks }) };
}
