import { resolveNs } from "node:dns/promises";
import { request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { connect } from "node:net";

import type { Answer } from "./check.ts";

/**
 * What became of a try to connect: somebody listens, somebody is there and listens on no such port, nobody answers in time,
 * or the host's name is known to nobody.
 */
export type Reach = "open" | "refused" | "silent" | "unknown";

/** A request for a JSON document. */
export interface JsonRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON by POST. Default: nothing is sent, by GET. */
  readonly body?: unknown;
  /** Takes a certificate that nobody vouches for. Default: false. */
  readonly insecure?: boolean;
}

/** The network as it looks from this machine. */
export interface Network {
  /** Tries to connect by TCP. */
  reach(host: string, port: number): Promise<Reach>;
  /** The name servers of exactly this zone, lower-case and without a final dot; none where nobody serves it. */
  nameServers(zone: string): Promise<readonly string[]>;
  /** Fetches a JSON document. Neither headers nor bodies that were sent are ever part of a problem. */
  json(address: string, request?: JsonRequest): Promise<Answer<unknown>>;
}

/** How long anybody may take to answer a connection, in milliseconds. Somebody in the same site takes a few. */
const connectTimeout = 2000;

/** How long an API may take to answer, in milliseconds. */
const answerTimeout = 30_000;

/** The network of this machine. */
export const network: Network = { reach, nameServers, json };

/** Answers of the network stack that come from the host itself. */
const refusals = ["ECONNREFUSED", "ECONNRESET"];
const unknownNames = ["ENOTFOUND", "EAI_AGAIN"];

function reach(host: string, port: number): Promise<Reach> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: connectTimeout });
    const end = (found: Reach) => {
      socket.destroy();
      resolve(found);
    };
    socket.once("connect", () => {
      end("open");
    });
    socket.once("timeout", () => {
      end("silent");
    });
    socket.once("error", ({ code = "" }: NodeJS.ErrnoException) => {
      end(refusals.includes(code) ? "refused" : unknownNames.includes(code) ? "unknown" : "silent");
    });
  });
}

async function nameServers(zone: string): Promise<readonly string[]> {
  try {
    return (await resolveNs(zone)).map(bare);
  } catch {
    return [];
  }
}

/** The name of a host as names are compared. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function json(
  address: string,
  { headers = {}, body, insecure = false }: JsonRequest = {},
): Promise<Answer<unknown>> {
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const url = new URL(address);
  const request = url.protocol === "http:" ? requestPlain : requestSecure;
  return new Promise((resolve) => {
    const call = request(
      url,
      {
        method: sent === undefined ? "GET" : "POST",
        headers: {
          accept: "application/json",
          ...(sent === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        // A connection of its own, which nothing keeps open afterwards.
        agent: false,
        rejectUnauthorized: !insecure,
        timeout: answerTimeout,
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", ({ message }) => {
          resolve({ problem: `${url.host}: ${message}` });
        });
        response.on("end", () => {
          const { statusCode = 0, statusMessage = "" } = response;
          resolve(answerOf(url.host, `${statusCode} ${statusMessage}`, Buffer.concat(parts).toString()));
        });
      },
    );
    call.on("timeout", () => call.destroy(new Error("no answer in time")));
    call.on("error", ({ message }) => {
      resolve({ problem: `${url.host}: ${message}` });
    });
    call.end(sent);
  });
}

function answerOf(host: string, status: string, text: string): Answer<unknown> {
  const document = parsed(text);
  if (!status.startsWith("2")) {
    // Where Azure and Google Cloud say why.
    const { error } = (document ?? {}) as { error?: { message?: unknown } };
    const reason = typeof error?.message === "string" ? `: ${error.message}` : "";
    return { problem: `${host} answers ${status.trim()}${reason}` };
  }
  return document === undefined ? { problem: `${host} answers with no JSON` } : { value: document };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
