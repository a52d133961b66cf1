// @ts-check
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";

/** Oldest Node that can start the set-up. */
const oldest = 20;

/** Oldest Node that runs TypeScript as it is, which everything else relies on. */
const wanted = 24;

/**
 * Says why a Node version cannot start the set-up. Pure.
 *
 * @param {string} version such as `20.11.1`
 * @returns {string | undefined} what is wrong and what to do, or nothing when all is well
 */
export function nodeProblem(version) {
  if (majorOf(version) >= oldest) {
    return undefined;
  }
  return (
    `Node ${version} is too old: InfraFlux starts with Node ${String(oldest)} or newer.\n` +
    `Install Node ${String(wanted)} from https://nodejs.org/en/download and run the command again.`
  );
}

/**
 * Finds a Node that runs TypeScript: the running one, else the one that npm installed for this platform.
 *
 * @returns {string} the folder that holds `node`, to be put first on PATH
 * @throws {SetupError} when there is none
 */
export function nodeFolder() {
  if (majorOf(process.versions.node) >= wanted) {
    return dirname(process.execPath);
  }
  const platform = `${process.platform}-${process.arch}`;
  const folder = join(root, "node_modules", `node-${platform}`, "bin");
  if (existsSync(join(folder, "node"))) {
    return folder;
  }
  throw new SetupError(
    `Node ${String(wanted)} or newer is needed; this is Node ${process.versions.node}, and npm has installed none for ${platform}.\n` +
      `Install Node ${String(wanted)} from https://nodejs.org/en/download and run the command again.`,
  );
}

/** @param {string} version */
function majorOf(version) {
  return Number.parseInt(version, 10);
}
