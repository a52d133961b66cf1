import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Calls } from "../../simulator/core/calls.ts";
import { simulatedFolders } from "../../simulator/core/environment.ts";
import type { SimulatedPackage } from "../../simulator/core/kind.ts";
import { listen, type Listener } from "../../simulator/core/server.ts";
import type { WorldFile } from "../../simulator/core/world.ts";

/** Instances of one package that an engine may start in one run. A simulated stack has one provider of each, or two. */
const places = 6;

/** Longest that a launcher outlives an engine that was killed, in seconds. */
const launcherLifetime = 600;

/**
 * The simulated packages, served by this process instead of by a process for each, whose start is most of the cost of a
 * small run. The engine notices nothing: it starts a program for each plugin and gets its port, and the requests are
 * served by the same code.
 */
export class LocalPlugins {
  readonly #folder: string;
  readonly #world: WorldFile;
  readonly #packages: readonly SimulatedPackage[];
  readonly #listeners: Listener[] = [];

  /**
   * @param folder Of a simulated stack.
   * @param packages Those that the stack uses.
   */
  constructor(folder: string, world: WorldFile, packages: readonly SimulatedPackage[]) {
    this.#folder = folder;
    this.#world = world;
    this.#packages = packages;
  }

  /** Lets `work` run the engine, which finds fresh instances of the packages. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    for (const served of this.#packages) {
      await this.#open(served);
    }
    try {
      return await work();
    } finally {
      for (const { close } of this.#listeners.splice(0)) {
        close();
      }
    }
  }

  async #open(served: SimulatedPackage): Promise<void> {
    const ports = join(this.#folder, "ports", served.name);
    rmSync(ports, { recursive: true, force: true });
    mkdirSync(ports, { recursive: true });
    for (let place = 0; place < places; place++) {
      const listener = await listen(served, new Calls(this.#world, 0));
      this.#listeners.push(listener);
      writeFileSync(join(ports, String(listener.port)), "");
    }
    const { bin } = simulatedFolders(this.#folder);
    writeFileSync(join(bin, `pulumi-resource-${served.name}`), launcher(ports), { mode: 0o755 });
  }
}

/** A program that takes one port for itself, which it does by removing its file, and lives until the engine ends it. */
function launcher(ports: string): string {
  return `#!/bin/sh
for place in '${ports}'/*; do
  if rm "$place" 2>/dev/null; then
    echo "\${place##*/}"
    exec sleep ${launcherLifetime}
  fi
done
echo "no listener is left in ${ports}" >&2
exit 1
`;
}
