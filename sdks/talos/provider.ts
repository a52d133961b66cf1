import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "./package-options.ts";

/** Arguments of `Provider`. */
export interface ProviderArgs {
  /** Address of the Image Factory that schematics are registered with. Default: `https://factory.talos.dev`. */
  readonly imageFactoryUrl?: pulumi.Input<string>;
}

/** A configured instance of the Talos provider. */
export class Provider extends pulumi.ProviderResource {
  declare readonly imageFactoryUrl: pulumi.Output<string | undefined>;

  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const { imageFactoryUrl } = args;
    super("talos", name, { imageFactoryUrl }, pulumi.mergeOptions(packageOptions, opts));
  }
}
