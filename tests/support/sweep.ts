import type { Operation } from "../../simulator/core/kind.ts";
import { generateIdentity } from "../../simulator/packages/talos/index.ts";
import { simulatedStack, type TestStack, type Values } from "./engine.ts";

/** A call of the engine to a provider, named so that the same call of another run is found. */
export interface ProviderCall {
  readonly op: Operation;
  /** The resource; for a function its token. */
  readonly urn: string;
}

/** A run without any fault. */
export interface Undisturbed {
  /** Every call of it, each once, in alphabetical order. */
  readonly calls: readonly ProviderCall[];
  readonly end: End;
}

/** Where a run ends: everything in the world, and the outputs of the stack. */
export interface End {
  readonly world: string;
  readonly outputs: unknown;
}

/** A stack that is brought up again and again from nothing, each time with the same secrets, so that its ends can be compared. */
export class Sweep implements AsyncDisposable {
  readonly stack: TestStack;
  readonly #identity = generateIdentity();
  readonly #identityUrn: string;

  private constructor(stack: TestStack, clusterName: string) {
    this.stack = stack;
    this.#identityUrn = [
      `urn:pulumi:${stack.session.name}`,
      "infraflux",
      "infraflux:index:TalosIdentity$talos:machine/secrets:Secrets",
      `${clusterName}-identity-secrets`,
    ].join("::");
  }

  static async of(values: Values): Promise<Sweep> {
    const { name } = values["cluster"] as { readonly name: string };
    return new Sweep(await simulatedStack(values, { localPlugins: true }), name);
  }

  /** Empties world and state. */
  start(): void {
    this.stack.reset();
    this.stack.world.put("identity", this.#identityUrn, this.#identity);
  }

  /** Brings a fresh stack up without faults. */
  async undisturbed(): Promise<Undisturbed> {
    const before = this.stack.world.operations().length;
    this.start();
    await this.stack.up();
    const named = this.stack.world
      .operations()
      .slice(before)
      .map(({ op, urn }) => [callName({ op, urn }), { op, urn }] as const);
    const calls = [...new Map(named).values()].sort((a, b) => callName(a).localeCompare(callName(b)));
    return { calls, end: await this.end() };
  }

  /** Where the stack is now. */
  async end(): Promise<End> {
    return { world: this.stack.world.snapshot(), outputs: withoutCertificates(await this.stack.outputs()) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stack[Symbol.asyncDispose]();
  }
}

/** `create urn:…` */
export function callName({ op, urn }: ProviderCall): string {
  return `${op} ${urn}`;
}

/** The administrator gets another key and certificate in each run, from Talos itself. */
function withoutCertificates(outputs: Record<string, unknown>): unknown {
  const text = JSON.stringify(outputs);
  return JSON.parse(text.replaceAll(/(client-(?:certificate|key)-data: )[\w+/=]+/g, "$1<its own>"));
}
