import type { DatabaseSync } from "node:sqlite";
import type { Operation } from "./kind.ts";

/**
 * How a call goes wrong.
 *
 * - `fail`: an error before anything is changed.
 * - `throttle`: the same, with the answer of an overloaded API (HTTP 429).
 * - `lostAnswer`: the change is made, then the caller gets an error.
 * - `hang`: no answer until the engine cancels the call; nothing is changed.
 */
export type FaultMode = "fail" | "throttle" | "lostAnswer" | "hang";

/** One planned fault, named by operation and resource because the order of calls is not deterministic. */
export interface Fault {
  readonly op: Operation;
  /** The whole URN, or the end of one (`::edge-cp-1`). Functions are named by their token. */
  readonly urn: string;
  readonly mode: FaultMode;
  /** How many calls it spoils. Default: 1. */
  readonly times?: number;
}

/** The planned faults of a world. */
export class Faults {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Plans a fault. It spoils calls of every process that uses the world, until it has been used up. */
  add({ op, urn, mode, times = 1 }: Fault): void {
    this.#database
      .prepare("INSERT INTO fault (op, urn, mode, times) VALUES (?, ?, ?, ?)")
      .run(op, urn, mode, times);
  }

  /** The faults that are still to come. */
  list(): Required<Fault>[] {
    const rows = this.#database
      .prepare("SELECT op, urn, mode, times FROM fault WHERE times > 0 ORDER BY id")
      .all();
    return rows.map((row) => ({ ...row }) as unknown as Required<Fault>);
  }

  /** Forgets all planned faults. */
  clear(): void {
    this.#database.exec("DELETE FROM fault");
  }

  /** Uses up one matching fault, if there is one. */
  take(op: Operation, urn: string): FaultMode | undefined {
    const row = this.#database
      .prepare(
        `UPDATE fault SET times = times - 1 WHERE id =
           (SELECT id FROM fault WHERE op = ? AND times > 0 AND substr(?, -length(urn)) = urn ORDER BY id LIMIT 1)
         RETURNING mode`,
      )
      .get(op, urn);
    return row?.["mode"] as FaultMode | undefined;
  }
}
