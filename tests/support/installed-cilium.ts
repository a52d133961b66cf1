import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";

import type { TestStack } from "./engine.ts";

/** What a state holds, as far as it is changed here. */
export interface Deployment {
  readonly resources?: {
    readonly urn: string;
    readonly inputs: { version: string };
    readonly outputs: { version: string; readonly status: { version: string } };
  }[];
}

/** Puts into a state that another version of Cilium was installed. What an older InfraFlux left behind looks like this. */
export function pretendInstalled(version: string, { resources = [] }: Deployment): void {
  const release = resources.find(({ urn }) => urn.endsWith("-cilium-release"));
  if (release === undefined) {
    throw new Error("the state has no release of Cilium");
  }
  release.inputs.version = version;
  release.outputs.version = version;
  release.outputs.status.version = version;
}

/** The same for a stack that was brought up. */
export async function pretendInstalledIn({ session }: TestStack, version: string): Promise<void> {
  const { workFolder, environment } = session.site;
  const workspace = await LocalWorkspace.create({ workDir: workFolder, envVars: { ...environment } });
  const stack = await Stack.select(session.name, workspace);
  const state = await stack.exportStack();
  pretendInstalled(version, state.deployment as Deployment);
  await stack.importStack(state);
}
