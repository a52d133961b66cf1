import { Calls } from "./core/calls.ts";
import { paceOf } from "./core/clock.ts";
import { worldVariable } from "./core/environment.ts";
import type { SimulatedPackage } from "./core/kind.ts";
import { serve } from "./core/server.ts";
import { openWorld } from "./core/world.ts";

// Entry of every plugin process: `node plugin.ts <package>`. What the engine appends to the arguments is not needed.

/** How often a plugin looks whether the engine is still there, in milliseconds. */
const orphanCheckInterval = 2000;

const [name = ""] = process.argv.slice(2);
const world = process.env[worldVariable];
if (world === undefined) {
  console.error(`${worldVariable}: want the path of the world file; the simulated environment sets it`);
  process.exit(1);
}
// Before the package is loaded: an engine that is killed then would never be missed.
const engine = process.ppid;
const { simulated } = (await import(`./packages/${name}/index.ts`)) as { simulated: SimulatedPackage };
await serve(simulated, new Calls(openWorld(world), paceOf(process.env)));

// An engine that is killed leaves its plugins behind.
setInterval(() => {
  if (process.ppid !== engine) {
    process.exit(1);
  }
}, orphanCheckInterval).unref();
