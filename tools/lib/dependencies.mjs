// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { lockFolder, root } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * Whether node_modules holds what package-lock.json says, judged by the record that npm keeps of its last install.
 *
 * @returns {boolean}
 */
export function dependenciesInstalled() {
  const installed = readLockfile("node_modules/.package-lock.json");
  const wanted = readLockfile("package-lock.json");
  return installed !== undefined && wanted !== undefined && satisfies(installed, wanted);
}

/**
 * Compares what is installed with what is locked. Pure.
 *
 * Packages for other platforms are locked too and may be missing; packages that nobody locked do no harm.
 *
 * @param {Lockfile} installed
 * @param {Lockfile} wanted
 * @returns {boolean}
 */
export function satisfies(installed, wanted) {
  return Object.entries(wanted.packages)
    .filter(([path]) => path.includes("node_modules/"))
    .every(([path, locked]) => {
      const there = installed.packages[path];
      if (there === undefined) {
        return locked.optional === true;
      }
      return (
        there.version === locked.version && there.integrity === locked.integrity && there.link === locked.link
      );
    });
}

/**
 * Installs exactly what package-lock.json says.
 *
 * @returns {Promise<void>}
 * @throws {SetupError} when npm fails; npm has said why
 */
export async function installDependencies() {
  const waiting = () => {
    console.error("Another process installs the dependencies; waiting for it.");
  };
  await withLock(join(lockFolder, "dependencies"), waiting, async () => {
    if (dependenciesInstalled()) {
      return;
    }
    console.error("Installing the dependencies with npm ci (about half a minute) ...");
    // What a machine or an environment leaves out by default is needed here: tests and tools are development
    // dependencies, and Node 24 is an optional one.
    const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
    const code = await runChild("npm", args, { stdout: "stderr" });
    if (code !== 0) {
      throw new SetupError(
        `npm ci ended with exit code ${String(code)}; its message is above.\n` +
          "Check that the npm registry can be reached (`npm ping`), then run the command again.",
        code,
      );
    }
  });
}

/**
 * @param {string} path relative to the repository
 * @returns {Lockfile | undefined} nothing when there is no such file or it was cut off half-way
 */
function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return undefined;
  }
}
