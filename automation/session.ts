import { performance } from "node:perf_hooks";

import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";

import { EngineCommand, EngineFailure } from "./engine-command.ts";
import type { EngineRun } from "./outcome.ts";
import { EngineEvents } from "./engine-run.ts";
import { usage } from "./failure.ts";
import { connectPatiently, GuardedProgram } from "./guarded-program.ts";
import type { Progress } from "./progress/progress.ts";

/** Where a stack runs: the folder with its stack file, and what the engine's environment has besides ours. */
export interface Site {
  readonly workFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Diagnostics that tell nothing new there. Default: none. */
  readonly expectedDiagnostics?: RegExp;
}

/** What the engine can be asked for. A `drift` is a refresh that writes nothing. */
export type Operation = "preview" | "up" | "refresh" | "drift" | "destroy";

/** How an operation is to be run. */
export interface RunOptions {
  readonly progress: Progress;
  /** Folders of policy packs that judge the stack. Default: none. Only `preview` and `up`. */
  readonly policyPacks?: readonly string[];
  /** Files with the configurations of the packs, one for each of them. Default: the packs' own configurations. */
  readonly policyPackConfigs?: readonly string[];
  /** What the engine and all that it starts find in their environment besides that of the site. Default: nothing. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the stack's history says of the run. Default: what the engine finds out by itself. Only `up`. */
  readonly message?: string;
  /** Resources that are worked on at the same time. Default: 256. */
  readonly parallel?: number;
  /** Forget creations that were interrupted. Default: they stay noted. Only `refresh`. */
  readonly clearPendingCreates?: boolean;
}

/** How an operation ended. */
export interface Outcome extends EngineRun {
  /** Why it failed, for people; undefined when it did not. */
  readonly failure?: string;
  readonly durationSeconds: number;
  /** What the CLI wrote, for tests and for finding out. */
  readonly log: string;
}

/** One resource as the state file has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly protect?: boolean;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
  readonly provider?: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/**
 * A slot is held while a provider waits for its machine or API, which costs nothing here. The engine's default of a few
 * per CPU would let the machines of a large cluster wait for one another.
 */
const defaultParallel = 256;

/** A stack on the real engine, with an inline program. */
export class StackSession {
  readonly name: string;
  readonly site: Site;
  readonly #stack: Stack;
  readonly #engine: EngineCommand;
  readonly #program: GuardedProgram;

  private constructor(
    name: string,
    site: Site,
    stack: Stack,
    engine: EngineCommand,
    program: GuardedProgram,
  ) {
    this.name = name;
    this.site = site;
    this.#stack = stack;
    this.#engine = engine;
    this.#program = program;
  }

  /**
   * Opens a stack of the backend.
   *
   * @param create Whether to make the stack if there is none. Default: it is a failure.
   * @throws EngineFailure when the backend is not to be had, Failure when it has no such stack.
   */
  static async open(
    name: string,
    site: Site,
    program: PulumiFn,
    { create = false } = {},
  ): Promise<StackSession> {
    const engine = await EngineCommand.find();
    const guarded = new GuardedProgram(program);
    connectPatiently();
    const workspace = await LocalWorkspace.create({
      workDir: site.workFolder,
      envVars: { ...site.environment },
      program: guarded.run,
      pulumiCommand: engine.command,
    });
    const stack = await Stack.select(name, workspace).catch((error: unknown) => {
      if (!(error instanceof EngineFailure && /no stack named/.test(error.message))) {
        throw error;
      }
      if (!create) {
        throw usage(`stack ${name} does not exist yet; \`up\` makes it.`);
      }
      return Stack.create(name, workspace);
    });
    return new StackSession(name, site, stack, engine, guarded);
  }

  /** Runs one operation to its end. A failure of the engine is an outcome, not an exception. */
  async run(operation: Operation, options: RunOptions): Promise<Outcome> {
    const { progress, parallel = defaultParallel, clearPendingCreates } = options;
    const policies = {
      policyPacks: [...(options.policyPacks ?? [])],
      policyPackConfigs: [...(options.policyPackConfigs ?? [])],
    };
    const events = new EngineEvents(
      progress,
      (message) => this.site.expectedDiagnostics?.test(message) ?? false,
    );
    const log: string[] = [];
    const write = (text: string) => void log.push(text);
    const common = {
      parallel,
      color: "never" as const,
      onOutput: write,
      onError: write,
      onEvent: (event: EngineEvent) => {
        events.take(event);
      },
    };
    const started = performance.now();
    let failure: string | undefined;
    this.#program.begin();
    this.#stack.workspace.envVars = { ...this.site.environment, ...options.environment };
    try {
      switch (operation) {
        case "preview":
          await this.#stack.preview({ ...common, ...policies });
          failure = this.#program.problem;
          break;
        case "up":
          await this.#stack.up({ ...common, ...policies, message: options.message });
          failure = this.#program.problem;
          break;
        case "refresh":
          await this.#stack.refresh({ ...common, clearPendingCreates });
          break;
        case "drift":
          await this.#stack.previewRefresh(common);
          break;
        case "destroy":
          await this.#stack.destroy(common);
          break;
      }
    } catch (error) {
      if (!(error instanceof EngineFailure)) {
        throw error;
      }
      failure = error.message;
    } finally {
      progress.end();
    }
    const durationSeconds = (performance.now() - started) / 1000;
    return { ...events.result(), failure, durationSeconds, log: log.join("") };
  }

  /** The stack's outputs; a secret is `[secret]` unless it is asked for. */
  async outputs({ showSecrets = false } = {}): Promise<Record<string, unknown>> {
    const reveal = showSecrets ? ["--show-secrets"] : [];
    return (await this.#json(["stack", "output", "--json", ...reveal])) as Record<string, unknown>;
  }

  /** Everything in the stack's state, in the order in which it was made; secrets are encrypted unless they are asked for. */
  async resources({ showSecrets = false } = {}): Promise<readonly StateResource[]> {
    const reveal = showSecrets ? ["--show-secrets"] : [];
    const state = (await this.#json(["stack", "export", ...reveal])) as {
      deployment: { resources?: StateResource[] };
    };
    return state.deployment.resources ?? [];
  }

  /** Configuration values of the stack that are secret, in the clear, by their full keys. */
  async secrets(): Promise<Record<string, string>> {
    const values = (await this.#json(["config", "--show-secrets", "--json"])) as Record<
      string,
      { readonly value?: string; readonly secret: boolean }
    >;
    return Object.fromEntries(
      Object.entries(values).flatMap(([key, { value, secret }]) =>
        secret && value !== undefined ? [[key, value] as const] : [],
      ),
    );
  }

  /** Lifts the protection of all resources, in the state only. */
  async unprotect(): Promise<void> {
    await this.#pulumi(["state", "unprotect", "--all", "--yes"]);
  }

  /** Stores configuration values encrypted in the stack file of the work folder. */
  async setSecrets(values: Readonly<Record<string, string>>): Promise<void> {
    const config = Object.entries(values).map(([key, value]) => [key, { value, secret: true }] as const);
    await this.#stack.setAllConfig(Object.fromEntries(config));
  }

  /** Stops the running operation, with each further attempt less gently; see `EngineCommand.interrupt`. */
  interrupt(attempt: number): void {
    this.#engine.interrupt(attempt);
  }

  async #json(args: readonly string[]): Promise<unknown> {
    return JSON.parse((await this.#pulumi(args)).stdout);
  }

  #pulumi(args: readonly string[]) {
    return this.#engine.run([...args, "--stack", this.name], this.site.workFolder, this.site.environment);
  }
}
