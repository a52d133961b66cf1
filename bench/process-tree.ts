import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

/** How often the processes are looked at, in milliseconds. */
const interval = 20;

/** Bytes of a page, the unit in which Linux counts memory. The kernels that Node supports on x64 and arm64 use it. */
const pageSize = 4096;

/** Most memory that was resident at one time, in bytes. */
export interface PeakMemory {
  /** The engine and the program. */
  readonly engineAndProgram: number;
  /** The same with all plugins. */
  readonly all: number;
}

/**
 * Watches the resident memory of a process and its descendants until it is stopped. Pages that several processes share
 * count for each of them.
 *
 * @returns What stops it and tells the peaks; undefined where there is no /proc.
 */
export function watchMemory(root: number): (() => PeakMemory) | undefined {
  if (process.platform !== "linux") {
    return undefined;
  }
  let engineAndProgram = 0;
  let all = 0;
  const timer = setInterval(() => {
    const tree = descendants(root, processes());
    const sum = (found: readonly Process[]) => found.reduce((bytes, { resident }) => bytes + resident, 0);
    engineAndProgram = Math.max(engineAndProgram, sum(tree.filter(({ pid }) => !isPlugin(pid))));
    all = Math.max(all, sum(tree));
  }, interval);
  return () => {
    clearInterval(timer);
    return { engineAndProgram, all };
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly resident: number;
}

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const fields = read(`/proc/${name}/stat`)
        .replace(/^.*\) /s, "")
        .split(" ");
      return { pid: Number(name), parent: Number(fields[1]), resident: Number(fields[21] ?? 0) * pageSize };
    });
}

function descendants(root: number, among: readonly Process[]): Process[] {
  const found = among.filter(({ pid }) => pid === root);
  for (const { pid } of found) {
    found.push(...among.filter(({ parent }) => parent === pid));
  }
  return found;
}

/** A plugin is a launcher or the process that it becomes. */
function isPlugin(pid: number): boolean {
  return /pulumi-resource-|plugin\.ts/.test(read(`/proc/${pid}/cmdline`));
}

/** A process may end at any time, which leaves nothing to read. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
