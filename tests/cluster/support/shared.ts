import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { leftovers } from "../../../tools/lib/paths.mjs";
import { ApiClient } from "./client.ts";
import type { Access } from "./client.ts";

/** What the supervisor writes into its folder once the server is ready. */
export const accessFile = "access.json";

/** What it writes instead when there will be no server. */
export const failureFile = "failure.txt";

const supervisor = fileURLToPath(new URL("supervisor.ts", import.meta.url));

/** Long enough for a first download of the definitions. */
const waitMs = 240_000;

/**
 * The API server of this run of the tests: the first caller of all its processes starts it. What is created there is
 * seen by every other test, so they only ask for verdicts.
 */
export async function sharedCluster(): Promise<ApiClient> {
  // mocha runs test files in processes of its own, unless it is told not to.
  const owner = process.env["MOCHA_WORKER_ID"] === undefined ? process.pid : process.ppid;
  const folder = join(leftovers, "tests", `cluster-${owner}`);
  if (isFirst(folder)) {
    superviseFor(owner, folder);
  }
  return new ApiClient(await whenThere(folder));
}

/** Starts the process that keeps an API server for as long as the owner lives. */
export function superviseFor(owner: number, folder: string): void {
  const log = openSync(join(folder, "supervisor.log"), "w");
  const child = spawn("node", [supervisor, String(owner), folder], {
    detached: true,
    stdio: ["ignore", log, log],
    // It ends after the run, when the coverage of the run has been counted.
    env: { ...process.env, NODE_V8_COVERAGE: "" },
  });
  closeSync(log);
  child.unref();
}

/** Making a folder is a race that one process wins. */
function isFirst(folder: string): boolean {
  mkdirSync(join(folder, ".."), { recursive: true });
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

/** Waits for the supervisor to say how its server is reached, or that there will be none. */
export async function whenThere(folder: string): Promise<Access> {
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline) {
    if (existsSync(join(folder, failureFile))) {
      throw new Error(`there is no API server: ${readFileSync(join(folder, failureFile), "utf8")}`);
    }
    if (existsSync(join(folder, accessFile))) {
      return await answering(JSON.parse(readFileSync(join(folder, accessFile), "utf8")) as Access, folder);
    }
    await sleep(100);
  }
  throw new Error(`the API server is not there after ${waitMs / 1000} s; its logs are in ${folder}`);
}

/** A supervisor that was killed leaves its folder behind, and process ids come again. */
async function answering(access: Access, folder: string): Promise<Access> {
  using client = new ApiClient(access);
  try {
    await client.request("GET", "/readyz");
    return access;
  } catch (cause) {
    throw new Error(`the API server of an earlier run is gone; delete ${folder} and run the tests again`, {
      cause,
    });
  }
}
