import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";
// Not part of the SDK's public interface, and the only way to what its connections are made with.
import * as settings from "@pulumi/pulumi/runtime/settings.js";

/** gRPC's word for a connection that could not be made. */
const unavailable = "UNAVAILABLE";

/** The first thing that a program asks the engine, by which its connection is made. Asking changes nothing. */
const greetings = ["GetDeploymentInfo", "SupportsFeature"].map((method) => ({
  service: "pulumirpc.ResourceMonitor",
  method,
}));

/** Tried again for about ten seconds; five attempts are the most that gRPC makes. */
const patience = {
  methodConfig: [
    {
      name: greetings,
      retryPolicy: {
        maxAttempts: 5,
        initialBackoff: "2s",
        maxBackoff: "5s",
        backoffMultiplier: 2,
        retryableStatusCodes: [unavailable],
      },
    },
  ],
};

/** Makes programs that start from now on in this process try again when the engine is not to be reached at once. */
export function connectPatiently(): void {
  const { grpcClientOptions } = settings as unknown as { grpcClientOptions: Record<string, unknown> };
  grpcClientOptions["grpc.service_config"] = JSON.stringify(patience);
}

/**
 * A program whose end is noticed.
 *
 * The SDK takes an error of a connection for the engine's business and reports that the program has ended well. The engine
 * then deletes what the program did not come to register.
 */
export class GuardedProgram {
  #finished = false;
  #connections: readonly Connection[] = [];
  readonly #program: PulumiFn;

  constructor(program: PulumiFn) {
    this.#program = program;
  }

  /** What is wrong after a run that the engine took for a success, for people. */
  get problem(): string | undefined {
    return this.#finished
      ? undefined
      : "the engine reported success, but the program did not come to its end; check with a preview what is there now";
  }

  /**
   * To be called before the engine runs the program. A run before that still waits for an engine which stopped half-way is
   * cut off: it might reach this engine if that listens on the same port.
   */
  begin(): void {
    this.#finished = false;
    for (const connection of this.#connections) {
      connection.close();
    }
    this.#connections = [];
  }

  /** The program to run: its errors are plain ones, which are reported. */
  readonly run: PulumiFn = async () => {
    const clients: unknown[] = [settings.getMonitor(), settings.getEngine()];
    this.#connections = clients.filter(isConnection);
    try {
      const outputs = await this.#program();
      this.#finished = true;
      return outputs;
    } catch (error) {
      throw isOfConnection(error) ? new Error(error.message, { cause: error }) : error;
    }
  };
}

/** What all clients of gRPC have, which the SDK's declarations leave out. */
interface Connection {
  close(): void;
}

function isConnection(client: unknown): client is Connection {
  return typeof (client as Partial<Connection> | undefined)?.close === "function";
}

function isOfConnection(error: unknown): error is Error {
  return error instanceof Error && typeof (error as { code?: unknown }).code === "number";
}
