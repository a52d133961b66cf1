import { join, resolve } from "node:path";
import process from "node:process";

import type { CheckedConfiguration } from "./configuration.ts";
import {
  environmentSecrets,
  projectFolder,
  readConfiguration,
  readStackValues,
  simulatedSecretKeys,
} from "./configuration.ts";
import type { Context } from "./context.ts";
import { stackProgram } from "./context.ts";
import { StackSession } from "./session.ts";
import type { SimulatedSite } from "./simulated-stack.ts";
import { openSimulatedStack, prepareSimulatedStack } from "./simulated-stack.ts";
import { seedWorld } from "./simulated-world.ts";

/** A stack, opened on the engine. */
export interface Opened {
  readonly session: StackSession;
  /** Where it runs, if on the simulator. */
  readonly simulated?: SimulatedSite;
}

/** Environment variable with the folder that holds the simulated stacks. Default: `.tools/simulated` of the project. */
export const simulatedFolderVariable = "INFRAFLUX_SIMULATED_FOLDER";

/** Folder of a stack on the simulator. Git ignores it; deleting it takes the simulated world away. */
function simulatedFolder(stack: string): string {
  return resolve(process.env[simulatedFolderVariable] ?? join(projectFolder, ".tools", "simulated"), stack);
}

/**
 * Opens a stack whose program is going to run. Its configuration is checked before the engine is touched.
 *
 * @throws ConfigurationError with every problem.
 */
export async function openConfigured(
  context: Context,
): Promise<Opened & { readonly configuration: CheckedConfiguration }> {
  const configuration = readConfiguration(context);
  const opened = await open(context, configuration.values, configuration);
  return { ...opened, configuration };
}

/**
 * Opens a stack that is there already, for work on its state alone.
 *
 * @throws ConfigurationError when there is no such stack file, Failure when the backend has no such stack.
 */
export function openExisting(context: Context): Promise<Opened> {
  return open(context, readStackValues(context));
}

async function open(
  context: Context,
  values: CheckedConfiguration["values"],
  configuration?: CheckedConfiguration,
): Promise<Opened> {
  const { stack, simulate } = context;
  const create = configuration !== undefined;
  context.keepSecret(environmentSecrets());
  if (!simulate) {
    const site = { workFolder: projectFolder, environment: {} };
    return { session: await StackSession.open(stack, site, stackProgram, { create }) };
  }
  const simulated = prepareSimulated(context, values, configuration);
  return { session: await openSimulatedStack(stack, simulated, stackProgram, { create }), simulated };
}

/** Makes the folder of a stack on the simulator, with the hypervisor hosts that its configuration speaks of. */
export function prepareSimulated(
  context: Context,
  { layer, customFile, secrets }: CheckedConfiguration["values"],
  configuration?: CheckedConfiguration,
): SimulatedSite {
  const { stack } = context;
  const site = prepareSimulatedStack({
    folder: simulatedFolder(stack),
    stack,
    values: customFile === undefined ? layer.tree : { ...layer.tree, customFile },
    secrets: simulatedSecretKeys(secrets, configuration?.settings),
  });
  context.keepSecret(Object.values(site.secrets));
  if (configuration !== undefined) {
    seedWorld(site.world, configuration.config);
  }
  return site;
}
