import type * as pulumi from "@pulumi/pulumi";

import { Calls } from "../../simulator/core/calls.ts";
import type { SimulatedPackage } from "../../simulator/core/kind.ts";
import { Service } from "../../simulator/core/service.ts";
import type { WorldFile } from "../../simulator/core/world.ts";
import { simulatedPackagesByName } from "./packages.ts";

/**
 * Mocks behind which the simulated packages stand: resources get the outputs, and the marks of secrets, that the simulator
 * gives them. No engine is involved; what a program registers is seen as it asked for it.
 */
export class SimulatedMocks implements pulumi.runtime.Mocks {
  readonly #world: WorldFile;
  /** Provider instances by their name; those that nobody made explicitly by the name of their package. */
  readonly #providers = new Map<string, Service>();

  constructor(world: WorldFile) {
    this.#world = world;
  }

  async newResource({
    type,
    name,
    inputs,
    custom = false,
    provider = "",
  }: pulumi.runtime.MockResourceArgs): Promise<pulumi.runtime.MockResourceResult> {
    const [, instance] = /^pulumi:providers:(.*)$/.exec(type) ?? [];
    const asked = inputs as Record<string, unknown>;
    if (instance !== undefined) {
      const service = this.#service(instance);
      await service.configure(name, asked);
      this.#providers.set(name, service);
      return { id: name, state: asked };
    }
    if (!custom) {
      return { id: undefined, state: asked };
    }
    const service = this.#provider(provider, type);
    const { id, properties } = await service.create({ urn: name, type }, asked, false);
    return { id, state: properties };
  }

  async call({
    token,
    inputs,
    provider = "",
  }: pulumi.runtime.MockCallArgs): Promise<Record<string, unknown>> {
    return await this.#provider(provider, token).invoke(token, inputs as Record<string, unknown>, false);
  }

  /** @param reference `<URN of the provider instance, which ends with its name>::<its id>`, or nothing. */
  #provider(reference: string, token: string): Service {
    const named = this.#providers.get(reference.split("::").at(-2) ?? "");
    return named ?? this.#service(token.split(":")[0] ?? "");
  }

  #service(name: string): Service {
    const served: SimulatedPackage | undefined = simulatedPackagesByName[name];
    if (served === undefined) {
      throw new Error(`no simulated package is called ${name}`);
    }
    return new Service(served, new Calls(this.#world, 0));
  }
}
