import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";

/** Every executable of that name in the folders of `searchPath` (the form of PATH), in that order. */
export async function executables(name: string, searchPath: string): Promise<string[]> {
  const candidates = searchPath
    .split(delimiter)
    // A relative folder would mean something else for every caller.
    .filter(isAbsolute)
    .map((folder) => join(folder, name));
  const checks = await Promise.all([...new Set(candidates)].map(isExecutable));
  return [...new Set(candidates)].filter((_, index) => checks[index]);
}

/** Whether a file is there and may be run. */
export async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
