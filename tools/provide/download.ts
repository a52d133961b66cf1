import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { Site } from "./site.ts";
import { WayFailed } from "./site.ts";

/** What a download needs to know about the surroundings. */
type Patience = Pick<Site, "connectMs" | "idleMs" | "say">;

/** How often progress is shown. */
const progressMs = 5_000;

/** Servers that did not answer in this run; asking them again would only take time. */
const silent = new Set<string>();

/** Fetches a small text. */
export async function fetchText(address: string, patience: Patience): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await fetchBody(address, patience)) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Fetches a file to disk and returns its SHA-256 sum in hexadecimal. */
export async function fetchFile(address: string, file: string, patience: Patience): Promise<string> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const started = performance.now();
  const progress = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    patience.say(`${(bytes / 2 ** 20).toFixed(0)} MiB downloaded, ${String(seconds)} s`);
  }, progressMs);
  try {
    await pipeline(await fetchBody(address, patience), measured, createWriteStream(file));
  } catch (error) {
    throw error instanceof WayFailed
      ? error
      : new WayFailed(`${address}: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearInterval(progress);
  }
  return hash.digest("hex");
}

async function fetchBody(address: string, { connectMs, idleMs }: Patience): Promise<Readable> {
  const { host } = new URL(address);
  if (silent.has(host)) {
    throw new WayFailed(`${host} did not answer before`);
  }

  const abort = new AbortController();
  const connecting = setTimeout(() => {
    abort.abort(new Error(`no answer within ${String(connectMs / 1000)} s`));
  }, connectMs);
  let response: Response;
  try {
    response = await fetch(address, { signal: abort.signal });
  } catch (error) {
    silent.add(host);
    throw new WayFailed(`${host}: ${reasonOf(error)}`, { cause: error });
  } finally {
    clearTimeout(connecting);
  }
  if (!response.ok || response.body === null) {
    throw new WayFailed(`${address} answered ${String(response.status)}`);
  }

  const body = Readable.fromWeb(response.body);
  let idle: NodeJS.Timeout | undefined;
  const restart = () => {
    clearTimeout(idle);
    idle = setTimeout(() => {
      body.destroy(new WayFailed(`${address}: no data for ${String(idleMs / 1000)} s`));
    }, idleMs);
  };
  restart();
  return body
    .on("data", restart)
    .on("close", () => {
      clearTimeout(idle);
    })
    .pause();
}

/** The innermost cause: fetch itself only says that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
