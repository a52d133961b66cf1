import { execFile } from "node:child_process";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";

import { fetchFile, fetchText } from "./download.ts";
import type { Release, Tool } from "./manifest.mjs";
import type { Site } from "./site.ts";
import { WayFailed } from "./site.ts";
import { executablesIn } from "./staging.ts";

const run = promisify(execFile);

/**
 * Downloads the official release and compares it with the checksum that was published with it.
 *
 * A tarball may hold more than the tool, such as the engine's language hosts; all of its executables are kept.
 *
 * @param staged empty folder that the result is put into
 */
export async function fromRelease(tool: Tool, release: Release, site: Site, staged: string): Promise<void> {
  if (site.offline) {
    throw new WayFailed("left out, because INFRAFLUX_TOOLS_OFFLINE is set");
  }
  const archive = `${staged}.download`;
  try {
    await fetchVerified(release, archive, site);
    await (release.form === "tarball" ? unpack(archive, staged) : rename(archive, join(staged, tool.name)));
    await chmod(join(staged, tool.name), 0o755);
  } finally {
    await rm(archive, { force: true });
  }
}

async function fetchVerified(release: Release, archive: string, site: Site): Promise<void> {
  const published = await fetchText(release.checksums, site);
  const problems: string[] = [];
  for (const address of release.files) {
    const name = basename(new URL(address).pathname);
    const expected = checksumOf(name, published);
    if (expected === undefined) {
      throw new WayFailed(`${release.checksums} has no checksum of ${name}`);
    }
    try {
      site.say(`downloading ${address}`);
      const actual = await fetchFile(address, archive, site);
      if (actual === expected) {
        return;
      }
      problems.push(`${address} was refused: its SHA-256 sum is ${actual}, published is ${expected}`);
    } catch (error) {
      if (!(error instanceof WayFailed)) {
        throw error;
      }
      problems.push(error.message);
    }
  }
  throw new WayFailed(problems.join("; "));
}

/** The sum of one file in a list with lines of the form `<sum>  <file>`, or in a text that is its sum alone. Pure. */
export function checksumOf(file: string, list: string): string | undefined {
  if (/^[0-9a-f]{64}$/i.test(list.trim())) {
    return list.trim().toLowerCase();
  }
  return list
    .split("\n")
    .map((line) => line.trim().split(/\s+\*?/))
    .find(([, name]) => name !== undefined && basename(name) === file)?.[0]
    ?.toLowerCase();
}

/** Takes the executables of a tarball, in whichever folder they are, into one flat folder. */
async function unpack(archive: string, staged: string): Promise<void> {
  const unpacked = `${staged}.unpacked`;
  await mkdir(unpacked, { recursive: true });
  try {
    await run("tar", ["-xzf", archive, "-C", unpacked]);
    for (const file of await executablesIn(unpacked)) {
      await rename(file, join(staged, basename(file)));
    }
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
