import { execa } from "execa";

import { openWorld } from "../simulator/core/world.ts";
import { gateCommand, pass } from "../simulator/packages/command/gate.ts";
import type { StateResource } from "./session.ts";

/** A point that the last `up` waited at, as it stands in the state. */
export interface Gate {
  /** Name of the gate, without the suffix of the command that carries it out. */
  readonly name: string;
  readonly interpreter: readonly string[];
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;

  /** Whom to ask, and as whom. Secret. */
  readonly client: string;
}

/** What a gate waits for, as far as it is put into words. */
interface Condition {
  readonly kind: string;
  readonly crds?: readonly string[];
  readonly count?: number;
  readonly workloads?: readonly {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
  }[];
}

const conditionVariable = "INFRAFLUX_GATE";
const timeoutVariable = "INFRAFLUX_TIMEOUT_SECONDS";

/** The gates of a stack, in the order in which they were passed. `resources` must hold their secrets in the clear. */
export function gatesOf(resources: readonly StateResource[]): Gate[] {
  return resources.flatMap(({ type, urn, inputs = {} }) => {
    const { create, environment = {}, interpreter = [], stdin } = inputs as Partial<CommandInputs>;
    return type === "command:local:Command" && create !== undefined && conditionVariable in environment
      ? [
          {
            name: (urn.split("::").at(-1) ?? "").replace(/-wait$/, ""),
            interpreter,
            script: create,
            environment,
            client: revealed(stdin),
          },
        ]
      : [];
  });
}

interface CommandInputs {
  readonly create: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly interpreter: readonly string[];
  readonly stdin: unknown;
}

/** A secret as an exported state has it: its JSON text under a key of its own. */
function revealed(value: unknown): string {
  const { plaintext } = (value ?? {}) as { plaintext?: string };
  return plaintext === undefined ? String(value) : (JSON.parse(plaintext) as string);
}

/** What must be so for the gate to be passed, in words. */
export function requirementOf({ environment }: Gate): string {
  const condition = JSON.parse(environment[conditionVariable] ?? "{}") as Condition;
  switch (condition.kind) {
    case "api":
      return "the Kubernetes API is ready";
    case "crds":
      return `${condition.crds?.length ?? 0} custom resource definitions are established`;
    case "nodes":
      return `${condition.count ?? 0} nodes are ready`;
    case "rollout":
      return `${(condition.workloads ?? []).map(({ kind, name }) => `${kind} ${name}`).join(" and ")} run what was rolled out last`;
    default:
      return condition.kind;
  }
}

/**
 * Asks a gate again.
 *
 * @param world Path of the simulated world; undefined for a real cluster, which the gate's own script asks.
 * @returns What is missing; undefined when the gate is passed.
 */
export async function ask(gate: Gate, timeoutSeconds: number, world?: string): Promise<string | undefined> {
  const environment = { ...gate.environment, [timeoutVariable]: String(timeoutSeconds) };
  if (world !== undefined) {
    return askWorld({ environment, stdin: gate.client }, world);
  }
  const [program = "node", ...options] = gate.interpreter;
  const { exitCode, stderr, shortMessage } = await execa(program, [...options, gate.script], {
    env: environment,
    input: gate.client,
    reject: false,
  });
  return exitCode === 0 ? undefined : stderr || (shortMessage ?? "it could not be asked");
}

function askWorld(inputs: Record<string, unknown>, path: string): string | undefined {
  const world = openWorld(path);
  try {
    pass(gateCommand(inputs), world);
    return undefined;
  } catch (error) {
    // The first line names the command, as the provider does.
    return (error as Error).message.split("\n").slice(1).join("\n");
  } finally {
    world.close();
  }
}
