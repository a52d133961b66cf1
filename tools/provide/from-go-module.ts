import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";

import type { Tool } from "./manifest.mjs";
import { executables } from "./search-path.ts";
import type { Site } from "./site.ts";
import { WayFailed } from "./site.ts";

/** How often progress is shown. */
const progressMs = 15_000;

/** How many of the last lines of a failed build are shown: the first ones tell of packages that went well. */
const shownLines = 8;

/**
 * Compiles the tool from its Go module, with the dependencies that its go.sum fixes.
 *
 * @param staged empty folder that the result is put into
 */
export async function fromGoModule(tool: Tool, site: Site, staged: string): Promise<void> {
  const searched = [site.searchPath, site.goFolders].join(delimiter);
  const [go] = await executables("go", searched);
  if (go === undefined) {
    throw new WayFailed(`Go is not installed (searched PATH and ${site.goFolders})`);
  }
  const { goModule } = tool;
  site.say(`compiling ${goModule.package}; the first time this takes ${goModule.duration} on two cores`);

  const args = ["build", "-v", "-trimpath", "-mod=readonly", "-buildvcs=false"];
  const tags = goModule.tags === undefined ? [] : ["-tags", goModule.tags];
  const compiler = goModule.gcflags === undefined ? [] : ["-gcflags", goModule.gcflags];
  const linker = goModule.ldflags === undefined ? [] : ["-ldflags", goModule.ldflags];
  const output = ["-o", join(staged, tool.name), goModule.package];
  const build = spawn(go, [...args, ...tags, ...compiler, ...linker, ...output], {
    cwd: join(site.modules, goModule.folder ?? tool.name),
    // No C compiler is needed, and no workspace file of a parent folder interferes.
    env: { ...process.env, CGO_ENABLED: "0", GOWORK: "off" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stop = () => build.kill();
  process.once("exit", stop);

  const lines: string[] = [];
  createInterface(build.stderr).on("line", (line) => lines.push(line));
  const started = performance.now();
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    site.say(`compiling, ${String(seconds)} s, ${String(lines.length)} packages done`);
  }, progressMs);
  try {
    const [code] = (await once(build, "close")) as [number | null];
    if (code !== 0) {
      throw new WayFailed(`go build failed:\n${lines.slice(-shownLines).join("\n")}`);
    }
  } finally {
    clearInterval(progress);
    process.off("exit", stop);
  }
}
