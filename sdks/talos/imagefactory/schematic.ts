import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";

/** Arguments of `Schematic`. */
export interface SchematicArgs {
  /** YAML text of the schematic. Default: that of an image without customization. */
  readonly schematic?: pulumi.Input<string>;
}

/** A schematic made known to the Image Factory. Its resource id is the schematic id. */
export class Schematic extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "talos:imageFactory/schematic:Schematic";

  declare readonly schematic: pulumi.Output<string | undefined>;

  constructor(name: string, args: SchematicArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(
      Schematic.__pulumiType,
      name,
      { schematic: args.schematic },
      pulumi.mergeOptions(packageOptions, opts),
    );
  }

  /** @internal */
  static override isInstance(obj: unknown): obj is Schematic {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === Schematic.__pulumiType;
  }
}
