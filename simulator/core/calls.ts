import { once } from "node:events";
import { pass } from "./clock.ts";
import type { FaultMode } from "./faults.ts";
import type { CallContext, Operation, Properties } from "./kind.ts";
import type { OperationRecord, WorldFile } from "./world.ts";

/** Which call is served. */
export interface Call {
  readonly op: Operation;
  readonly urn: string;
  readonly token: string;
  readonly preview: boolean;
  /** How long the call takes in the simulated world, in seconds. */
  readonly simulatedSeconds: number;
}

/** An error that the user is meant to see: what the real provider would say. */
export class Refusal extends Error {}

/** Runs the calls of one plugin process against the world: each in a transaction, with its faults and its place in the log. */
export class Calls {
  /** Configuration of the provider instance, once the engine has sent it. */
  config: Properties = {};
  readonly #world: WorldFile;
  readonly #pace: number;
  readonly #cancellation = new AbortController();

  /** @param pace Real seconds per simulated second. */
  constructor(world: WorldFile, pace: number) {
    this.#world = world;
    this.#pace = pace;
  }

  /** Ends all calls that wait, and those to come that would. */
  cancel(): void {
    this.#cancellation.abort();
  }

  /**
   * Serves one call.
   *
   * @throws Refusal with the message for the user; the world is then as before, but for a lost answer.
   */
  async run<T>(call: Call, work: (context: CallContext) => T): Promise<T> {
    const startedAt = Date.now();
    const planned = call.preview && ["create", "update", "delete"].includes(call.op);
    const entry = { ...call, simulatedSeconds: planned ? 0 : call.simulatedSeconds, startedAt };
    try {
      const fault = planned ? undefined : this.#world.faults.take(call.op, call.urn);
      await this.#suffer(fault, call);
      await this.#wait(entry.simulatedSeconds);
      const result = this.#world.transaction(() => {
        const done = work({ world: this.#world, urn: call.urn, config: this.config, preview: call.preview });
        this.#world.record({ ...entry, outcome: fault === "lostAnswer" ? "answer lost" : "ok" });
        return done;
      });
      if (fault === "lostAnswer") {
        throw new LostAnswer(
          `${call.op}: the connection was reset before the answer arrived (simulated fault)`,
        );
      }
      return result;
    } catch (error) {
      throw this.#recorded(error, entry);
    }
  }

  async #suffer(fault: FaultMode | undefined, { op }: Call): Promise<void> {
    if (fault === "fail") {
      throw new Refusal(`${op}: 500 Internal Server Error (simulated fault)`);
    }
    if (fault === "throttle") {
      throw new Refusal(
        `${op}: 429 Too Many Requests: the rate limit is exceeded, retry later (simulated fault)`,
      );
    }
    if (fault === "hang") {
      if (!this.#cancellation.signal.aborted) {
        await once(this.#cancellation.signal, "abort");
      }
      throw cancelled(op);
    }
  }

  async #wait(simulatedSeconds: number): Promise<void> {
    try {
      await pass(simulatedSeconds, this.#pace, this.#cancellation.signal);
    } catch {
      throw cancelled("wait");
    }
  }

  /** Notes the failure in the log, unless the call succeeded and only its answer went missing. */
  #recorded(error: unknown, entry: Omit<OperationRecord, "seq" | "outcome">): Error {
    const failure = error instanceof Error ? error : new Error(String(error));
    if (!(failure instanceof LostAnswer)) {
      this.#world.record({ ...entry, outcome: failure.message });
    }
    return failure;
  }
}

class LostAnswer extends Refusal {}

function cancelled(what: string): Refusal {
  return new Refusal(`${what}: context canceled`);
}
