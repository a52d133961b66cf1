// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * The script behind a program of an npm package.
 *
 * @param {string} packageName
 * @param {string} program
 * @returns {string} absolute path of the script, to be run with `node`
 */
export function programOf(packageName, program) {
  const folder = join(root, "node_modules", packageName);
  /** @type {{ bin: string | Record<string, string> }} */
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[program];
  if (file === undefined) {
    throw new Error(`the package ${packageName} has no program ${program}`);
  }
  return join(folder, file);
}
