import { join } from "node:path";

import { withLock } from "../lib/lock.mjs";
import { isStamped, writeStamp } from "../lib/stamps.mjs";
import { fromGoModule } from "./from-go-module.ts";
import { fromPath } from "./from-path.ts";
import { fromRelease } from "./from-release.ts";
import type { Tool } from "./manifest.mjs";
import type { Site } from "./site.ts";
import { WayFailed } from "./site.ts";
import { inStaging, putInPlace } from "./staging.ts";
import { checkVersion } from "./version.ts";

/** One way of providing a tool: puts its executables into an empty folder or throws {@link WayFailed}. */
interface Way {
  readonly name: string;
  readonly take: (tool: Tool, site: Site, staged: string) => Promise<void>;
}

/** The ways to a tool, best first. A program of this repository is only ever compiled. */
function waysTo({ release }: Tool): readonly Way[] {
  const compile: Way = { name: "Go modules", take: fromGoModule };
  if (release === undefined) {
    return [compile];
  }
  const download: Way["take"] = (tool, site, staged) =>
    fromRelease(tool, release(site.platform), site, staged);
  return [{ name: "on PATH", take: fromPath }, { name: "official release", take: download }, compile];
}

/** A tool that no way could provide. The message names it, the ways with their reasons, and what to do. */
export class NotProvided extends Error {
  constructor(tool: Tool, reasons: readonly string[]) {
    const release = tool.release?.({ os: "linux", arch: "x64" });
    const remedies = [
      ...(release === undefined
        ? []
        : [
            `install ${tool.name} ${tool.version} so that it is on PATH (${tool.home})`,
            `let this machine reach the release (${new URL(release.checksums).host})`,
          ]),
      "install Go 1.26.6 or newer (https://go.dev/dl/) with access to a Go module proxy",
    ];
    super(
      [
        `${tool.name} ${tool.version}, ${tool.purpose}, could not be provided. Tried:`,
        ...reasons.map((reason) => `  - ${reason.replaceAll("\n", "\n    ")}`),
        `What to do: ${remedies.join(", or ")}; then run the command again.`,
      ].join("\n"),
    );
    this.name = "NotProvided";
  }
}

/**
 * Makes sure that a tool is in `site.bin` in its pinned version. Safe to run several times at once and to interrupt.
 *
 * @throws NotProvided when every way failed
 */
export async function provide(tool: Tool, site: Site): Promise<void> {
  const say = (line: string) => {
    site.say(`${tool.name} ${tool.version}: ${line}`);
  };
  const waiting = () => {
    say("another process provides it; waiting");
  };
  await withLock(join(site.locks, tool.name), waiting, async () => {
    if (!isStamped(tool, site)) {
      await take(tool, { ...site, say });
      writeStamp(tool, site);
    }
  });
}

async function take(tool: Tool, site: Site): Promise<void> {
  if (await isInPlace(tool, site)) {
    site.say("already there");
    return;
  }
  const started = performance.now();
  const reasons: string[] = [];
  for (const way of waysTo(tool)) {
    try {
      await inStaging(tool, site, async (staged) => {
        await way.take(tool, site, staged);
        await checkVersion(tool, join(staged, tool.name));
        await putInPlace(tool, site, staged);
      });
      site.say(`ready (${way.name}, ${((performance.now() - started) / 1000).toFixed(1)} s)`);
      return;
    } catch (error) {
      if (!(error instanceof WayFailed)) {
        throw error;
      }
      site.say(`${way.name}: ${error.message}`);
      reasons.push(`${way.name}: ${error.message}`);
    }
  }
  throw new NotProvided(tool, reasons);
}

/** Whether the right file is there and only its stamp is not. */
async function isInPlace(tool: Tool, site: Site): Promise<boolean> {
  try {
    await checkVersion(tool, join(site.bin, tool.name));
    return true;
  } catch (error) {
    if (error instanceof WayFailed) {
      return false;
    }
    throw error;
  }
}
