import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";

import type { SecretKey } from "../config/index.ts";
import { SECRETS } from "../config/index.ts";
import { simulatedEnvironment, simulatedFolders } from "../simulator/core/environment.ts";
import type { Site } from "./session.ts";
import { StackSession } from "./session.ts";

/** A stack for the simulator. */
export interface SimulatedStackOptions {
  /** Holds everything that the stack consists of: plugins, world, state, and the generated work folder. */
  readonly folder: string;
  readonly stack: string;
  /** Top-level configuration values, as a stack file has them, without the prefix and without secrets. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Secrets that the stack has, with made-up values. */
  readonly secrets: readonly SecretKey[];
}

/** What was prepared for a stack to run on the simulator. */
export interface SimulatedSite extends Site {
  /** Path of the world file. */
  readonly world: string;
  /** The made-up secrets, which stay the same as long as the folder does. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** Contents of a stack file. */
interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly encryptionsalt?: string;
}

const project = "infraflux";
const prefix = `${project}:`;

/** The engine warns of plugins that it finds on PATH, which is how the simulated ones are meant to be found. */
const pluginNotice = /^using pulumi-\S+ from \$PATH/;

/**
 * Generates the work folder of a simulated stack: a project file without a program, since the runner brings it, and a
 * stack file made from the values. The stack file of the repository is never given to the engine, which rewrites it.
 */
export function prepareSimulatedStack({
  folder,
  stack,
  values,
  secrets,
}: SimulatedStackOptions): SimulatedSite {
  const environment = simulatedEnvironment(folder);
  const workFolder = join(folder, "work");
  mkdirSync(workFolder, { recursive: true });
  writeFileSync(join(workFolder, "Pulumi.yaml"), stringify({ name: project, runtime: "nodejs" }));
  const path = stackFilePath(workFolder, stack);
  const { config = {}, encryptionsalt } = readStackFile(path);
  const encrypted = Object.entries(config).filter(([key]) =>
    secrets.some((secret) => key === prefix + secret),
  );
  const settings = Object.entries(values).map(([key, value]) => [prefix + key, value] as const);
  const file: StackFile = {
    ...(encryptionsalt === undefined ? {} : { encryptionsalt }),
    config: Object.fromEntries([...settings, ...encrypted]),
  };
  writeFileSync(path, stringify(file));
  return {
    workFolder,
    environment,
    expectedDiagnostics: pluginNotice,
    world: simulatedFolders(folder).world,
    secrets: simulatedSecrets(folder, secrets),
  };
}

/** Opens a prepared stack on the engine, and gives it the secrets that it has not yet. */
export async function openSimulatedStack(
  stack: string,
  site: SimulatedSite,
  program: PulumiFn,
  { create = true } = {},
): Promise<StackSession> {
  const session = await StackSession.open(stack, site, program, { create });
  const { config = {} } = readStackFile(stackFilePath(site.workFolder, stack));
  const missing = Object.entries(site.secrets)
    .map(([key, value]) => [prefix + key, value] as const)
    .filter(([key]) => !(key in config));
  if (missing.length > 0) {
    await session.setSecrets(Object.fromEntries(missing));
  }
  return session;
}

/** Path of the generated stack file. */
export function stackFilePath(workFolder: string, stack: string): string {
  return join(workFolder, `Pulumi.${stack}.yaml`);
}

/** Path of the state of a stack in the folder of a simulated stack. */
export function statePath(folder: string, stack: string): string {
  return join(simulatedFolders(folder).backend, ".pulumi", "stacks", project, `${stack}.json`);
}

function readStackFile(path: string): StackFile {
  return existsSync(path) ? (parse(readFileSync(path, "utf8")) as StackFile) : {};
}

/** Made-up secrets of the right form, marked as such. They are kept, so that a second run finds nothing changed. */
function simulatedSecrets(folder: string, keys: readonly SecretKey[]): Record<string, string> {
  const path = join(folder, "secrets.json");
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, string>) : {};
  const secrets = Object.fromEntries(
    keys.map((key) => [key, kept[key] ?? SECRETS[key].simulated(randomBytes(32).toString("hex"))]),
  );
  writeFileSync(path, JSON.stringify({ ...kept, ...secrets }), { mode: 0o600 });
  return secrets;
}
