import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";

import { ConfigurationError, hopProblems } from "../config/index.ts";
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
import { installedCilium } from "./installed.ts";
import { StackSession } from "./session.ts";
import type { SimulatedSite } from "./simulated-stack.ts";
import { openSimulatedStack, prepareSimulatedStack, statePath } from "./simulated-stack.ts";
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

/** Lets a stack on the simulator read the outputs of the others, as stacks do that share a backend. */
function linkNeighbours(stack: string): void {
  const folder = simulatedFolder(stack);
  for (const neighbour of readdirSync(dirname(folder))) {
    const state = statePath(join(dirname(folder), neighbour), neighbour);
    const link = statePath(folder, neighbour);
    if (neighbour !== stack && existsSync(state) && !existsSync(link)) {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(state, link);
    }
  }
}

/**
 * Opens a stack whose program is going to run. Its configuration is checked before the engine is touched, and against what
 * is installed before anything is changed.
 *
 * @throws ConfigurationError with every problem.
 */
export async function openConfigured(
  context: Context,
): Promise<Opened & { readonly configuration: CheckedConfiguration }> {
  const configuration = readConfiguration(context);
  const opened = await open(context, configuration.values, configuration);
  const installed = installedCilium(await opened.session.resources());
  const problems = installed === undefined ? [] : hopProblems(configuration.config, installed);
  if (problems.length > 0) {
    throw new ConfigurationError(context.stack, problems);
  }
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
  linkNeighbours(stack);
  context.keepSecret(Object.values(site.secrets));
  if (configuration !== undefined) {
    seedWorld(site.world, configuration.config);
  }
  return site;
}
