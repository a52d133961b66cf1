import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import process from "node:process";
import { setTimeout as settled } from "node:timers/promises";

import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";
import { execa } from "execa";

import { simulatedSecretKeys } from "../../automation/configuration.ts";
import { stackProgram } from "../../automation/context.ts";
import { PlainProgress } from "../../automation/progress/plain.ts";
import type {
  Operation,
  Outcome,
  RunOptions,
  StateResource,
  StackSession,
} from "../../automation/session.ts";
import type { SimulatedSite } from "../../automation/simulated-stack.ts";
import { openSimulatedStack, prepareSimulatedStack } from "../../automation/simulated-stack.ts";
import { seedWorld } from "../../automation/simulated-world.ts";
import type { ResolvedConfig } from "../../config/index.ts";
import { readInventory, readStackFile, resolveConfig, SECRET_KEYS } from "../../config/index.ts";
import { simulatedFolders } from "../../simulator/core/environment.ts";
import type { WorldFile } from "../../simulator/core/world.ts";
import { openWorld } from "../../simulator/core/world.ts";
import { packagesFor } from "./packages.ts";
import { LocalPlugins } from "./plugins.ts";
import { standInFolder } from "./stand-in.ts";
import { textStream } from "./text-stream.ts";

const root = resolve(import.meta.dirname, "..", "..");

/** Top-level configuration values, as a stack file has them, without the prefix. */
export type Values = Readonly<Record<string, unknown>>;

/** How a throw-away stack differs from an ordinary one. */
export interface TestStackOptions {
  /** Name of the stack. Default: `dev`, whose environment needs nothing in the configuration. */
  readonly stack?: string;
  /** Program to run. Default: the real one. */
  readonly program?: PulumiFn;
  /** Whether this process serves the simulated packages, which is several times faster. Default: processes of their own. */
  readonly localPlugins?: boolean;
}

/** Values of a stack file of the repository. */
export function committedValues(stack: string): Values {
  return readStackFile(join(root, `Pulumi.${stack}.yaml`)).layer.tree;
}

/**
 * Makes a throw-away stack on the real engine and the simulator. It runs by the same code as `infraflux --simulate`.
 *
 * @param values The configuration; it must be valid.
 */
export async function simulatedStack(values: Values, options: TestStackOptions = {}): Promise<TestStack> {
  const { stack = "dev", program = stackProgram, localPlugins = false } = options;
  const tests = join(root, ".tools", "tests");
  mkdirSync(tests, { recursive: true });
  const folder = mkdtempSync(join(tests, `${stack}-`));
  const site = prepare(folder, stack, values);
  const session = await openSimulatedStack(stack, site, program);
  return new TestStack({ folder, values, site, session, localPlugins });
}

/** What a test stack is made of. */
interface Parts {
  readonly folder: string;
  readonly values: Values;
  readonly site: SimulatedSite;
  readonly session: StackSession;
  readonly localPlugins: boolean;
}

/** A stack that a test may do anything to. */
export class TestStack implements AsyncDisposable {
  /** The simulated world, for looking at it, changing it and planning faults. */
  readonly world: WorldFile;
  /** The stack itself, for what is not offered here. */
  readonly session: StackSession;
  /** The made-up secrets that the stack was given. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #plugins: LocalPlugins | undefined;
  readonly #log: string[] = [];
  #values: Values;

  constructor({ folder, values, site, session, localPlugins }: Parts) {
    this.#folder = folder;
    this.#values = values;
    this.session = session;
    this.secrets = site.secrets;
    this.world = openWorld(site.world);
    this.#plugins = localPlugins
      ? new LocalPlugins(folder, this.world, packagesFor(providerOf(values)))
      : undefined;
    cpSync(this.#backend, this.#emptyBackend, { recursive: true });
  }

  /** Everything that the engine and the runner's progress wrote so far. */
  get log(): string {
    return this.#log.join("");
  }

  /** Folder with the state, the world and the generated stack file. */
  get folder(): string {
    return this.#folder;
  }

  /** Gives the stack another configuration for what comes next. */
  configure(values: Values): void {
    this.#values = values;
    prepare(this.#folder, this.session.name, values);
  }

  /** Empties state and world, as if nothing had been run. The configuration and its secrets stay, the log of calls too. */
  reset(): void {
    rmSync(this.#backend, { recursive: true });
    cpSync(this.#emptyBackend, this.#backend, { recursive: true });
    for (const [collection, id] of JSON.parse(this.world.snapshot()) as [string, string][]) {
      this.world.remove(collection, id);
    }
    this.world.faults.clear();
    prepare(this.#folder, this.session.name, this.#values);
  }

  preview(options: Partial<RunOptions> = {}): Promise<Outcome> {
    return this.#succeed("preview", options);
  }

  up(options: Partial<RunOptions> = {}): Promise<Outcome> {
    return this.#succeed("up", options);
  }

  refresh(): Promise<Outcome> {
    return this.#succeed("refresh");
  }

  /** Destroys everything, protected resources too. */
  async destroy(): Promise<Outcome> {
    await this.session.unprotect();
    return await this.#succeed("destroy");
  }

  /** Runs an operation that may fail. */
  async run(operation: Operation, options: Partial<RunOptions> = {}): Promise<Outcome> {
    const out = textStream((text) => void this.#log.push(text));
    const progress = new PlainProgress(out, (text) => text);
    const work = () => withoutLeftovers(() => this.session.run(operation, { progress, ...options }));
    const attempt = async () => await (this.#plugins?.during(work) ?? work());
    let outcome = await attempt();
    if (outcome.diagnostics.some(({ message }) => unreachable.test(message))) {
      outcome = await attempt();
    }
    this.#log.push(outcome.log);
    return outcome;
  }

  /** Runs a literal `pulumi` command on the stack, as a person does between two runs. */
  async pulumi(...args: readonly string[]): Promise<void> {
    const { environment, workFolder } = this.session.site;
    const path = [standInFolder(this.#folder), environment["PATH"]].join(delimiter);
    const options = { cwd: workFolder, env: { ...environment, PATH: path } };
    const work = () => execa("pulumi", [...args, "--non-interactive", "-s", this.session.name], options);
    await (this.#plugins?.during(work) ?? work());
  }

  /** The resources in the stack's state. */
  resources(): Promise<readonly StateResource[]> {
    return this.session.resources();
  }

  /** The stack's outputs, secrets in the clear. */
  outputs(): Promise<Record<string, unknown>> {
    return this.session.outputs({ showSecrets: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.world.close();
    rmSync(this.#folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  get #backend(): string {
    return simulatedFolders(this.#folder).backend;
  }

  get #emptyBackend(): string {
    return join(this.#folder, "backend-empty");
  }

  async #succeed(operation: Operation, options: Partial<RunOptions> = {}): Promise<Outcome> {
    const outcome = await this.run(operation, options);
    if (outcome.failure !== undefined) {
      const reasons = outcome.diagnostics.map(({ resource = "stack", message }) => `${resource}: ${message}`);
      throw new Error([`${operation} failed: ${outcome.failure}`, ...reasons].join("\n"));
    }
    return outcome;
  }
}

/**
 * On a very busy machine the SDK gives up connecting to the engine before the program has begun. Nothing has happened
 * then, and the run is made once more.
 */
const unreachable = /14 UNAVAILABLE: No connection established/;

function providerOf({ provider }: Values): string | undefined {
  return typeof provider === "string" ? provider : undefined;
}

/** Checks the configuration of a stack that is not in the repository. */
export function resolved(stack: string, tree: Values): ResolvedConfig {
  const stackFile = { name: `Pulumi.${stack}.yaml`, tree };
  return resolveConfig({
    stack,
    stackFile,
    inventory: readInventory({ stackFile }),
    secrets: new Set(SECRET_KEYS),
  });
}

function prepare(folder: string, stack: string, values: Values): SimulatedSite {
  const { config, settings } = resolved(stack, values);
  const secrets = simulatedSecretKeys(new Set(), settings);
  const site = prepareSimulatedStack({ folder, stack, values, secrets });
  seedWorld(site.world, config);
  return site;
}

/**
 * Takes away the listeners of a program that the SDK leaves behind when the engine stops half-way. They would hold the
 * failures of one run against the next.
 */
async function withoutLeftovers<T>(work: () => Promise<T>): Promise<T> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => new Set<unknown>(process.listeners(event as "exit")));
  const result = await work();
  // What is rejected because the engine has gone is rejected by now.
  await settled(50);
  events.forEach((event, index) => {
    const added = process
      .listeners(event as "exit")
      .filter((listener) => before[index]?.has(listener) === false);
    for (const listener of added) {
      process.off(event, listener);
    }
  });
  return result;
}
