// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { lockFolder, root } from "./paths.mjs";
import { cloudSdks } from "./parts.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * @typedef {object} LockedPackage as npm writes it
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [link]
 * @property {boolean} [optional] may be missing, as where it is for another platform
 * @property {boolean} [dev] for development only
 * @property {boolean} [devOptional] for development, and a package of the product can make use of it
 *
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 *
 * @typedef {object} Need what a task needs beside what the product runs with
 * @property {boolean} development packages for development, which the SDKs of clouds are among
 * @property {readonly string[]} sdks names of SDKs of clouds
 */

/**
 * Whether node_modules holds what package-lock.json says, judged by the record that npm keeps of its last install.
 *
 * @param {Need} need
 * @returns {boolean}
 */
export function dependenciesInstalled(need) {
  const { installed, wanted } = lockfiles();
  return installed !== undefined && wanted !== undefined && satisfies(installed, wanted, need);
}

/**
 * Compares what is installed with what is locked. Pure.
 *
 * Packages for other platforms and, where they are not needed, for development are locked too and may be missing, but
 * not be there in another version; packages that nobody locked do no harm.
 *
 * @param {Lockfile} installed
 * @param {Lockfile} wanted
 * @param {Need} need
 * @returns {boolean}
 */
export function satisfies(installed, wanted, { development, sdks }) {
  const asLocked = Object.entries(wanted.packages)
    .filter(([path]) => path.includes("node_modules/"))
    .every(([path, locked]) => {
      const there = installed.packages[path];
      if (there === undefined) {
        const forDevelopment = locked.dev === true || locked.devOptional === true;
        return locked.optional === true || (forDevelopment && !development);
      }
      return (
        there.version === locked.version && there.integrity === locked.integrity && there.link === locked.link
      );
    });
  return asLocked && sdks.every((sdk) => pathOf(sdk) in installed.packages);
}

/**
 * What an installation is to hold: what is needed, and what is there already, so that no task takes away what another
 * one has installed. Pure.
 *
 * @param {Lockfile | undefined} installed
 * @param {Need} need
 * @returns {Need}
 */
export function wholeNeed(installed, { development, sdks }) {
  const packages = installed?.packages ?? {};
  const there = Object.values(cloudSdks).filter((sdk) => pathOf(sdk) in packages);
  return {
    development: development || Object.values(packages).some(({ dev }) => dev === true),
    sdks: [...new Set([...sdks, ...there])],
  };
}

/**
 * Installs exactly what package-lock.json says, as far as it is needed or was installed before.
 *
 * @param {Need} need
 * @returns {Promise<void>}
 * @throws {SetupError} when npm fails, and has said why, or when it was given something else than what is locked
 */
export async function installDependencies(need) {
  const waiting = () => {
    console.error("Another process installs the dependencies; waiting for it.");
  };
  await withLock(join(lockFolder, "dependencies"), waiting, async () => {
    if (dependenciesInstalled(need)) {
      return;
    }
    const { development, sdks } = wholeNeed(lockfiles().installed, need);
    if (!dependenciesInstalled({ development, sdks: [] })) {
      console.error("Installing the dependencies with npm ci (about half a minute) ...");
      await npm(["ci", ...groups(development)]);
    }
    if (!development && sdks.length > 0) {
      await addSdks(sdks);
    }
  });
}

/**
 * Adds SDKs of clouds to what the product needs.
 *
 * To npm they are packages for development; only as packages of the product do they come without the others. It is
 * told to take them for such without writing that down.
 *
 * @param {readonly string[]} sdks all that are to be there: npm removes the others
 */
async function addSdks(sdks) {
  const { wanted } = lockfiles();
  const pinned = sdks.map((sdk) => `${sdk}@${wanted?.packages[pathOf(sdk)]?.version ?? ""}`);
  console.error(`Installing ${pinned.join(", ")} with npm install ...`);
  await npm(["install", ...pinned, "--no-save", "--save-prod", ...groups(false)]);
  if (!dependenciesInstalled({ development: false, sdks })) {
    throw new SetupError(
      `The npm registry gave another content of ${pinned.join(" or ")} than package-lock.json wants.\n` +
        "Remove node_modules and do not use this registry until you know why.",
    );
  }
}

/**
 * What a machine or an environment includes or leaves out by default does not count: tests and tools are development
 * dependencies, and Node 24 is an optional one.
 *
 * @param {boolean} development
 */
function groups(development) {
  return [development ? "--include=dev" : "--omit=dev", "--include=optional"];
}

/** @param {readonly string[]} args */
async function npm(args) {
  const code = await runChild("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
    stdout: "stderr",
  });
  if (code !== 0) {
    throw new SetupError(
      `npm ${args[0] ?? ""} ended with exit code ${String(code)}; its message is above.\n` +
        "Check that the npm registry can be reached (`npm ping`), then run the command again.",
      code,
    );
  }
}

/** @param {string} name */
function pathOf(name) {
  return `node_modules/${name}`;
}

/** @returns {{ installed: Lockfile | undefined, wanted: Lockfile | undefined }} */
function lockfiles() {
  return {
    installed: readLockfile("node_modules/.package-lock.json"),
    wanted: readLockfile("package-lock.json"),
  };
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
