import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { Tool } from "./manifest.mjs";
import { WayFailed } from "./site.ts";

const run = promisify(execFile);

/** A tool that does not even print its version in this time does not work here. */
const timeoutMs = 20_000;

/**
 * Refuses an executable that is not the pinned version or does not run on this machine.
 *
 * @throws WayFailed that says what was found instead
 */
export async function checkVersion({ version, versionArgs }: Tool, file: string): Promise<void> {
  const found = await versionOf(file, versionArgs);
  if (found !== version) {
    throw new WayFailed(`${file} is version ${found ?? "unknown"}, not ${version}`);
  }
}

async function versionOf(file: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  try {
    const { stdout } = await run(file, args, { env, timeout: timeoutMs });
    return parseVersion(stdout);
  } catch (error) {
    throw new WayFailed(`${file} does not run: ${firstLine(error)}`, { cause: error });
  }
}

/**
 * The first version in what a tool prints, without a leading `v` and with its pre-release part: `1.2.0-rc.1` is not
 * `1.2.0`. Pure.
 */
export function parseVersion(text: string): string | undefined {
  return /\bv?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)/.exec(text)?.[1];
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
