/**
 * Provides the tools named as arguments (default: all) in `.tools/bin`: from PATH if there in the right version, else
 * the official release, else built from Go modules. With INFRAFLUX_TOOLS_OFFLINE set to anything but an empty text the
 * release is left out, for machines whose network silently swallows such requests.
 */
import { join } from "node:path";

import { binFolder, lockFolder, root, scratchFolder, stampFolder } from "../lib/paths.mjs";
import { tools } from "./manifest.mjs";
import { NotProvided, provide } from "./provide.ts";
import type { Site } from "./site.ts";

const site: Site = {
  bin: binFolder,
  stamps: stampFolder,
  scratch: scratchFolder,
  locks: lockFolder,
  modules: join(root, "tools"),
  searchPath: process.env["PATH"] ?? "",
  goFolders: "/usr/local/go/bin",
  platform: { os: process.platform, arch: process.arch },
  offline: (process.env["INFRAFLUX_TOOLS_OFFLINE"] ?? "") !== "",
  connectMs: 5_000,
  idleMs: 20_000,
  say: (line) => {
    console.error(line);
  },
};

const [...names] = process.argv.slice(2);
const unknown = names.filter((name) => !tools.some((tool) => tool.name === name));
if (unknown.length > 0) {
  console.error(
    `Unknown tool ${unknown.join(", ")}; known are ${tools.map((tool) => tool.name).join(", ")}.`,
  );
  process.exit(2);
}

// Leaving by exit lets the handlers run that give locks back and stop a compiler.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

const failures: string[] = [];
for (const tool of tools.filter(({ name }) => names.length === 0 || names.includes(name))) {
  try {
    await provide(tool, site);
  } catch (error) {
    if (!(error instanceof NotProvided)) {
      throw error;
    }
    failures.push(error.message);
  }
}
if (failures.length > 0) {
  console.error(`\n${failures.join("\n\n")}`);
  process.exitCode = 1;
}
