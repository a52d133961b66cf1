import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename } from "node:fs/promises";
import { basename, join } from "node:path";

import type { Tool } from "./manifest.mjs";
import { isExecutable } from "./search-path.ts";
import type { Site } from "./site.ts";

/** Everything executable below a folder. */
export async function executablesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const checks = await Promise.all(files.map(isExecutable));
  return files.filter((_, index) => checks[index]);
}

/** Gives `work` an empty folder, which is gone afterwards with all that is beside it under a longer name. */
export async function inStaging<T>(tool: Tool, site: Site, work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(site.scratch, { recursive: true });
  const folder = await mkdtemp(join(site.scratch, `${tool.name}-`));
  // An interrupted run leaves by process.exit, which passes finally by.
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", remove);
  try {
    const staged = join(folder, "staged");
    await mkdir(staged);
    return await work(staged);
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** Moves finished executables into place, each at once; the tool itself last, since it stands for all of them. */
export async function putInPlace(tool: Tool, site: Site, staged: string): Promise<void> {
  await mkdir(site.bin, { recursive: true });
  const names = (await executablesIn(staged))
    .map((file) => basename(file))
    .filter((name) => name !== tool.name);
  for (const name of [...names, tool.name]) {
    await rename(join(staged, name), join(site.bin, name));
  }
}
