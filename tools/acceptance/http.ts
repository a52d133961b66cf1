import { get } from "node:http";

import { Trouble } from "./program.ts";

/** Where an answer is expected, and by which name. */
export interface Door {
  readonly address: string;
  readonly port: number;

  /** Name for the Host header, as no DNS has to know it. */
  readonly host: string;
}

/** What was answered. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Long enough for a path through a network, and short enough to wait for. */
const patienceMs = 10_000;

/** Asks for a path. */
export async function ask({ address, port, host }: Door, path: string, signal: AbortSignal): Promise<Answer> {
  const where = `http://${address}:${port}${path}`;
  return await new Promise((resolve, reject) => {
    const timeout = AbortSignal.timeout(patienceMs);
    const fail = ({ message }: Error) => {
      const why = timeout.aborted ? `nothing within ${patienceMs / 1000} s` : message;
      reject(new Trouble(`${where} with the host ${host}: ${why}`));
    };
    const either = AbortSignal.any([signal, timeout]);
    get(where, { headers: { host }, signal: either, agent: false }, (response) => {
      let body = "";
      response
        .setEncoding("utf8")
        .on("data", (text: string) => (body += text))
        .on("error", fail)
        .on("end", () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
    }).on("error", fail);
  });
}
