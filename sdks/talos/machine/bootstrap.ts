import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";
import type { ClientConfigurationArgs } from "../types.ts";

/** Arguments of `Bootstrap`. */
export interface BootstrapArgs {
  /** Address of the control plane that starts etcd. */
  readonly node: pulumi.Input<string>;
  /** Address that the Talos API is reached at. Default: `node`. */
  readonly endpoint?: pulumi.Input<string>;
  readonly clientConfiguration: pulumi.Input<ClientConfigurationArgs>;
  /** Go durations such as `10m`. */
  readonly timeouts?: pulumi.Input<{ readonly create?: pulumi.Input<string> }>;
}

/** Starts etcd on one control plane, once in the life of a cluster. Deleting it changes nothing. */
export class Bootstrap extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "talos:machine/bootstrap:Bootstrap";

  declare readonly node: pulumi.Output<string>;
  declare readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: BootstrapArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      Bootstrap.__pulumiType,
      name,
      {
        node: args.node,
        endpoint: args.endpoint,
        timeouts: args.timeouts,
        clientConfiguration: pulumi.secret(args.clientConfiguration),
      },
      pulumi.mergeOptions(packageOptions, opts),
    );
  }

  /** @internal */
  static override isInstance(obj: unknown): obj is Bootstrap {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === Bootstrap.__pulumiType;
  }
}
