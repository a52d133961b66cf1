import { DatabaseSync } from "node:sqlite";
import { Faults } from "./faults.ts";
import type { Operation, World } from "./kind.ts";

/** One call that a simulated package served. */
export interface OperationRecord {
  /** Position in the log, from 1. */
  readonly seq: number;
  readonly op: Operation;
  /** The resource; for a function its token. */
  readonly urn: string;
  /** Type of the resource, or the function. */
  readonly token: string;
  /** Whether the engine only planned. */
  readonly preview: boolean;
  /** Wall-clock time at which the call came in, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Published typical duration of the operation, in seconds of simulated time. */
  readonly simulatedSeconds: number;
  /** `ok`, or the error message that the engine got. */
  readonly outcome: string;
}

/** How long a process waits for the others to finish their transactions, in milliseconds. */
const busyTimeout = 30_000;

const tables = `
  CREATE TABLE IF NOT EXISTS item (collection TEXT, id TEXT, json TEXT NOT NULL, PRIMARY KEY (collection, id)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS fault (id INTEGER PRIMARY KEY, op TEXT, urn TEXT, mode TEXT, times INTEGER);
  CREATE TABLE IF NOT EXISTS operation (seq INTEGER PRIMARY KEY AUTOINCREMENT, op TEXT, urn TEXT, token TEXT,
    preview INTEGER, startedAt INTEGER, simulatedSeconds REAL, outcome TEXT);
`;

/**
 * The world file: everything that the simulated clouds, machines and clusters consist of, shared by all plugin processes.
 *
 * Several processes may hold it open; each change is one transaction.
 */
export class WorldFile implements World {
  /** The faults that are planned in this world. */
  readonly faults: Faults;
  readonly #database: DatabaseSync;

  /** @param path Where the file is, or is to be made. */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: busyTimeout });
    // A crash of the machine may lose the last changes of a simulation, which is worth not waiting for the disk.
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
    this.transaction(() => {
      this.#database.exec(tables);
    });
    this.faults = new Faults(this.#database);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(collection: string, id: string): T | undefined {
    const row = this.#database
      .prepare("SELECT json FROM item WHERE collection = ? AND id = ?")
      .get(collection, id);
    return row === undefined ? undefined : (JSON.parse(row["json"] as string) as T);
  }

  put(collection: string, id: string, value: unknown): void {
    this.#database
      .prepare("INSERT INTO item VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET json = excluded.json")
      .run(collection, id, JSON.stringify(value));
  }

  remove(collection: string, id: string): void {
    this.#database.prepare("DELETE FROM item WHERE collection = ? AND id = ?").run(collection, id);
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  list<T>(collection: string): { readonly id: string; readonly value: T }[] {
    const rows = this.#database
      .prepare("SELECT id, json FROM item WHERE collection = ? ORDER BY id")
      .all(collection);
    return rows.map((row) => ({ id: row["id"] as string, value: JSON.parse(row["json"] as string) as T }));
  }

  /** Runs `work` alone: no other process sees or makes a change meanwhile. An error undoes what it did. */
  transaction<T>(work: () => T): T {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Adds a call to the log. */
  record({
    op,
    urn,
    token,
    preview,
    startedAt,
    simulatedSeconds,
    outcome,
  }: Omit<OperationRecord, "seq">): void {
    this.#database
      .prepare(
        `INSERT INTO operation (op, urn, token, preview, startedAt, simulatedSeconds, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(op, urn, token, preview ? 1 : 0, startedAt, simulatedSeconds, outcome);
  }

  /**
   * The log of all calls, oldest first.
   *
   * @param after Only calls later than this position. Default: all.
   */
  operations(after = 0): OperationRecord[] {
    const rows = this.#database.prepare("SELECT * FROM operation WHERE seq > ? ORDER BY seq").all(after);
    return rows.map((row) => ({ ...row, preview: row["preview"] === 1 }) as unknown as OperationRecord);
  }

  /**
   * Everything there is, as JSON with sorted keys, so that two worlds can be compared. Points in time (keys that end in
   * `At` or `Timestamp`) are left out; neither the log nor the faults belong to it.
   *
   * @param masked Texts that differ from run to run (random names); each is replaced by its position in the list.
   */
  snapshot(masked: readonly string[] = []): string {
    const rows = this.#database
      .prepare("SELECT collection, id, json FROM item ORDER BY collection, id")
      .all();
    const items = rows.map((row) => [
      row["collection"],
      row["id"],
      JSON.parse(row["json"] as string) as unknown,
    ]);
    const text = JSON.stringify(
      items,
      (key, value: unknown) => (isTime(key) ? undefined : sortedKeys(value)),
      1,
    );
    return masked.reduce((masking, secret, index) => masking.replaceAll(secret, `<${index}>`), text);
  }

  /** Lets go of the file. */
  close(): void {
    this.#database.close();
  }
}

/** Opens the world in a file, which is made if it is not there. */
export function openWorld(path: string): WorldFile {
  return new WorldFile(path);
}

function isTime(key: string): boolean {
  return /(At|Timestamp)$/.test(key);
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
