// @ts-check
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binFolder, stampFolder } from "./paths.mjs";
import { tools } from "../provide/manifest.mjs";

/**
 * @typedef {{ bin: string, stamps: string }} Places folders of the tools and of their stamps
 * @typedef {{ version: string, size: number, mtimeMs: number }} Stamp what a tool was found to be, and the file it was found in
 */

/**
 * Tools that are not in place in the pinned version. Starts no program, so that it costs next to nothing.
 *
 * @param {readonly string[]} names names from the manifest
 * @returns {string[]}
 */
export function missingTools(names) {
  return names.filter((name) => {
    const tool = tools.find((candidate) => candidate.name === name);
    return tool === undefined || !isStamped(tool, { bin: binFolder, stamps: stampFolder });
  });
}

/**
 * Whether the stamp says that the file in place is the pinned version.
 *
 * Size and time are those of the file behind a link, so that a tool found on PATH is looked at again when it changes.
 *
 * @param {{ name: string, version: string }} tool
 * @param {Places} places
 * @returns {boolean}
 */
export function isStamped({ name, version }, { bin, stamps }) {
  try {
    /** @type {Stamp} */
    const stamp = JSON.parse(readFileSync(join(stamps, `${name}.json`), "utf8"));
    const { size, mtimeMs } = statSync(join(bin, name));
    return stamp.version === version && stamp.size === size && stamp.mtimeMs === mtimeMs;
  } catch {
    return false;
  }
}

/**
 * Notes that the file in place was seen to be the pinned version.
 *
 * @param {{ name: string, version: string }} tool
 * @param {Places} places
 */
export function writeStamp({ name, version }, { bin, stamps }) {
  const { size, mtimeMs } = statSync(join(bin, name));
  mkdirSync(stamps, { recursive: true });
  const file = join(stamps, `${name}.json`);
  const half = `${file}.${String(process.pid)}`;
  writeFileSync(half, `${JSON.stringify({ version, size, mtimeMs })}\n`);
  renameSync(half, file);
}
