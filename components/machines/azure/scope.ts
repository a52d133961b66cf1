import type { ComponentResource, Resource } from "@pulumi/pulumi";

import type { AzureMachinesArgs } from "./args.ts";

/** What the parts of `AzureMachines` have in common. */
export interface Scope {
  readonly name: string;
  readonly args: AzureMachinesArgs;

  /** Name of the resource group, known beforehand so that ids can be composed. */
  readonly resourceGroup: string;

  /** ARM id of the resource group. */
  readonly groupId: string;

  readonly tags: Readonly<Record<string, string>>;

  /** Options of everything that is made in the resource group. */
  readonly child: { readonly parent: ComponentResource; readonly dependsOn: Resource[] };
}

/** Options of what is not to be deleted by a slip. */
export function protectedChild({ child, args }: Scope) {
  return { ...child, protect: args.protect === true };
}

/** Inputs that nearly every resource has. */
export function placed({ args, resourceGroup, tags }: Scope) {
  return { resourceGroupName: resourceGroup, location: args.location, tags };
}
