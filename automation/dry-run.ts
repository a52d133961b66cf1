import * as pulumi from "@pulumi/pulumi";

import type { StackConfig, StackValues } from "../config/index.ts";
import type { Properties, SimulatedPackage } from "../simulator/core/kind.ts";
import { known } from "../simulator/core/wire.ts";
import type { WorldFile } from "../simulator/core/world.ts";
import { openWorld } from "../simulator/core/world.ts";
import { loadPackages } from "../simulator/packages/load.ts";
import { stackProgram } from "./context.ts";
import { seed } from "./simulated-world.ts";

/** A resource that a dry run made: what the program asked for and what came of it. Nothing in it is masked. */
export interface DryResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Dotted paths of the outputs that are secret. */
  readonly secretOutputs: readonly string[];
}

/** What a dry run starts from. */
export interface DryRunOptions {
  readonly stack: string;
  readonly config: StackConfig;
  readonly values: StackValues;
  /** Made-up secrets by their key. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The simulated packages that a stack may use, whatever its machines are made on. */
const commonPackages = ["talos", "kubernetes", "command", "cloudflare", "tls", "random"];

/** The simulated packages that make machines, by provider; bare metal is there already. */
const machinePackages: Readonly<Record<StackConfig["provider"], readonly string[]>> = {
  proxmox: ["proxmoxve"],
  aws: ["aws"],
  azure: ["azure-native"],
  gcp: ["gcp"],
  metal: [],
};

const prefix = "infraflux:";

/** What other stacks would give. They are not asked, and how a text of theirs reads decides nothing here. */
const otherStacks = { meshTrust: { certificate: "simulated", privateKey: "simulated" } };

/**
 * Runs the stack program in this process against an empty simulated world that is thrown away. No engine is involved,
 * so that every value is known in the end, those too that a preview has to leave open.
 *
 * Sets the Pulumi runtime of this process to mocks; the process can run no engine afterwards.
 */
export async function dryRun({
  stack,
  config,
  values,
  secrets,
}: DryRunOptions): Promise<readonly DryResource[]> {
  const packages = await loadPackages([...commonPackages, ...machinePackages[config.provider]]);
  const world = openWorld(":memory:");
  const made = new DryWorld(world, packages);
  try {
    seed(world, config);
    const settings = Object.entries(values.layer.tree).map(([key, value]) => [prefix + key, textOf(value)]);
    const hidden = Object.entries(secrets).map(([key, value]) => [prefix + key, value]);
    const customFile = values.customFile === undefined ? [] : [[`${prefix}customFile`, values.customFile]];
    pulumi.runtime.setAllConfig(
      Object.fromEntries([...settings, ...customFile, ...hidden]) as Record<string, string>,
      Object.keys(secrets).map((key) => prefix + key),
    );
    await pulumi.runtime.setMocks(made, "infraflux", stack);
    await pulumi.runtime.runInPulumiStack(stackProgram);
    // Registrations go on in the background until the runtime is told to wait for them.
    await pulumi.runtime.disconnect();
    return made.resources;
  } finally {
    world.close();
  }
}

/** Serves the program's registrations and calls by the simulated packages. */
class DryWorld implements pulumi.runtime.Mocks {
  readonly resources: DryResource[] = [];
  readonly #world: WorldFile;
  readonly #packages: Readonly<Record<string, SimulatedPackage>>;
  readonly #providers = new Map<string, Properties>();

  constructor(world: WorldFile, packages: Readonly<Record<string, SimulatedPackage>>) {
    this.#world = world;
    this.#packages = packages;
  }

  newResource({ type, name, inputs, custom = false, provider = "" }: pulumi.runtime.MockResourceArgs) {
    const asked = known(inputs as Record<string, unknown>);
    if (type.startsWith("pulumi:providers:")) {
      this.#providers.set(name, asked);
    }
    if (type === "pulumi:pulumi:StackReference") {
      return {
        id: name,
        state: { ...asked, outputs: otherStacks, secretOutputNames: Object.keys(otherStacks) },
      };
    }
    const resource = custom ? this.#packages[type.split(":")[0] ?? ""]?.resource(type) : undefined;
    if (resource === undefined) {
      return { id: name, state: asked };
    }
    const complete = resource.defaults?.(asked) ?? asked;
    const { id, outputs } = this.#world.transaction(() =>
      resource.create(complete, this.#context(name, provider)),
    );
    this.resources.push({
      type,
      name,
      inputs: complete,
      outputs,
      secretOutputs: resource.secretOutputs ?? [],
    });
    return { id, state: outputs };
  }

  call({ token, inputs, provider = "" }: pulumi.runtime.MockCallArgs): Properties {
    const asked = known(inputs as Record<string, unknown>);
    const result = this.#packages[token.split(":")[0] ?? ""]?.invoke?.(
      token,
      asked,
      this.#context(token, provider),
    );
    if (result === undefined) {
      throw new Error(`no simulated package serves the function ${token}`);
    }
    return result;
  }

  /** @param provider Reference to a provider instance: `<its URN, which ends with its name>::<its id>`. */
  #context(urn: string, provider: string) {
    const config = this.#providers.get(provider.split("::").at(-2) ?? "") ?? {};
    return { world: this.#world, urn, config, preview: false };
  }
}

/** A value as the engine hands it to a program: text as it is, everything else as JSON. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
