import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { ConfigMap, PulumiFn } from "@pulumi/pulumi/automation/index.js";
import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";
import { parse, stringify } from "yaml";

import { simulatedEnvironment } from "../../simulator/core/environment.ts";

/** A program that is not the stack program, and where it runs. */
export interface SimulatedProject {
  /** Holds the simulated plugins, the world and the state; programs that share it see each other's stacks. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
  readonly program: PulumiFn;
  readonly config?: ConfigMap;
}

/** Opens a stack of any program on the real engine, with simulated providers. */
export async function simulatedProject({
  folder,
  project,
  stack,
  program,
  config = {},
}: SimulatedProject): Promise<Stack> {
  const workDir = join(folder, "projects", project);
  mkdirSync(workDir, { recursive: true });
  writeFileSync(join(workDir, "Pulumi.yaml"), stringify({ name: project, runtime: "nodejs" }));
  const workspace = await LocalWorkspace.create({
    workDir,
    program,
    envVars: simulatedEnvironment(folder),
  });
  const opened = await Stack.createOrSelect(stack, workspace);
  await opened.setAllConfig(config);
  return opened;
}

/** The configuration in the stack file of an example. */
export function exampleConfig(example: string, stack: string): ConfigMap {
  const path = new URL(`../../examples/${example}/Pulumi.${stack}.yaml`, import.meta.url);
  const { config } = parse(readFileSync(path, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      { value: typeof value === "string" ? value : JSON.stringify(value) },
    ]),
  );
}
