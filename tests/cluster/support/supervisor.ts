/**
 * Runs one API server for as long as another process lives: `node supervisor.ts <process id> <folder>`.
 *
 * The tests of one run are spread over several processes, each of which may be killed. This one outlives them and
 * watches the process that started them all, so that one server serves the whole run and none is ever left behind.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { accessFile, failureFile } from "./shared.ts";
import { startCluster } from "./cluster.ts";

const [owner = "", folder = ""] = process.argv.slice(2);
const watchMs = 500;

mkdirSync(join(folder, "servers"), { recursive: true });
try {
  await using server = await startCluster(join(folder, "servers"));
  appear(accessFile, JSON.stringify(server.access));
  await gone(Number(owner));
} catch (error) {
  appear(failureFile, error instanceof Error ? error.message : String(error));
  await gone(Number(owner));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a file that is whole as soon as it is there. */
function appear(name: string, content: string): void {
  writeFileSync(join(folder, `${name}.half`), content, { mode: 0o600 });
  renameSync(join(folder, `${name}.half`), join(folder, name));
}

async function gone(processId: number): Promise<void> {
  while (isAlive(processId)) {
    await sleep(watchMs);
  }
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
