import type { Resource } from "@pulumi/pulumi";

import type { AwsMachinesArgs } from "./args.ts";

/** What each part of the component is made with. */
export interface Whole {
  /** Name of the component, which every child's name begins with. */
  readonly name: string;
  readonly args: AwsMachinesArgs;
  /** Options of every child. */
  readonly child: { readonly parent: Resource };
}
