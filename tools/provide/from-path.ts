import { symlink } from "node:fs/promises";
import { join } from "node:path";

import type { Tool } from "./manifest.mjs";
import { executables } from "./search-path.ts";
import type { Site } from "./site.ts";
import { WayFailed } from "./site.ts";
import { checkVersion } from "./version.ts";

/**
 * Links the tool that is already on PATH, if it is exactly the pinned version.
 *
 * Only the first one counts, as for everybody who types its name. Our own folder is no source: it is on PATH too.
 *
 * @param staged empty folder that the result is put into
 */
export async function fromPath(tool: Tool, site: Site, staged: string): Promise<void> {
  const found = await executables(tool.name, site.searchPath);
  const [file] = found.filter((candidate) => candidate !== join(site.bin, tool.name));
  if (file === undefined) {
    throw new WayFailed("not there");
  }
  await checkVersion(tool, file);
  await symlink(file, join(staged, tool.name));
}
