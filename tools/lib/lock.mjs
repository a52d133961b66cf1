// @ts-check
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How often a holder shows that it lives. */
const heartbeatMs = 2_000;

/** A lock that was not touched for this long belongs to a process that has died. */
const staleMs = 15_000;

/** How often a waiting process looks again. */
const pollMs = 200;

/**
 * Does `work` while no other process does work under the same lock file.
 *
 * The age of the file, not a process id, tells whether its holder lives: ids are reused, and mean nothing across
 * containers that share a work tree.
 *
 * @template T
 * @param {string} file
 * @param {() => void} onWait called once when another process holds the lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returned
 */
export async function withLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !acquire(file); waited = true) {
    if (!waited) {
      onWait();
    }
    await sleep(pollMs);
  }

  const heartbeat = setInterval(() => utimesSync(file, new Date(), new Date()), heartbeatMs).unref();
  const release = () => rmSync(file, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/** @param {string} file */
function acquire(file) {
  try {
    closeSync(openSync(file, "wx"));
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") {
      throw error;
    }
    buryIfStale(file);
    return false;
  }
}

/**
 * Takes a stale lock out of the way; the next round acquires it, or somebody quicker has.
 *
 * @param {string} file
 */
function buryIfStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMs) {
      const grave = `${file}.${String(process.pid)}`;
      renameSync(file, grave);
      rmSync(grave);
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") {
      throw error;
    }
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
