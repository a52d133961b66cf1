// @ts-check
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ["SIGINT", "SIGTERM", "SIGHUP", "SIGWINCH"];

/**
 * Runs a program to its end, in the repository's root folder.
 *
 * The program gets a process group of its own, so that a signal reaches it once: through us, never from the
 * terminal too. A second signal would make the engine give up at once instead of cancelling cleanly.
 *
 * @param {string} command a program, looked up on the PATH in `env`
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, stdout?: "stdout" | "stderr", sameSignalMs?: number }} [options] Default: our
 *   environment, our stdout, and half a second in which a signal that comes twice counts once.
 * @returns {Promise<number>} its exit code; 128 plus the number of the signal where one ended it
 * @throws {SetupError} when it cannot be started
 */
export function runChild(command, args, { env = process.env, stdout = "stdout", sameSignalMs = 500 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ["inherit", stdout === "stdout" ? 1 : 2, 2],
      detached: true,
    });

    /** @type {Map<NodeJS.Signals, number>} */
    const last = new Map();
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      // On Ctrl-C the terminal signals every process of the group, and npm passes the same signal on to us as well.
      const now = performance.now();
      const before = last.get(signal) ?? -Infinity;
      // A terminal whose size changes says so many times in a row, and the last time counts.
      if (signal === "SIGWINCH" || now - before > sameSignalMs) {
        last.set(signal, now);
        child.kill(signal);
      }
    };
    const stopForwarding = () => forwarded.forEach((signal) => process.off(signal, forward));
    forwarded.forEach((signal) => process.on(signal, forward));

    child.once("error", (error) => {
      stopForwarding();
      reject(new SetupError(`${command} cannot be started: ${error.message}`));
    });
    child.once("exit", (code, signal) => {
      stopForwarding();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
