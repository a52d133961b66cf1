import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";
import type { ClientConfiguration, MachineSecrets } from "../types.ts";

/** Arguments of `Secrets`. */
export interface SecretsArgs {
  /** Version contract that the secrets are generated for, such as `v1.13`. Default: that of the provider. */
  readonly talosVersion?: pulumi.Input<string>;
}

/** Certificates, keys and tokens of one cluster. They are made at creation and stay. */
export class Secrets extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "talos:machine/secrets:Secrets";

  /** Credentials of the Talos API's administrator. Secret. */
  declare readonly clientConfiguration: pulumi.Output<ClientConfiguration>;
  /** What the machines of the cluster share. Secret. */
  declare readonly machineSecrets: pulumi.Output<MachineSecrets>;
  declare readonly talosVersion: pulumi.Output<string>;

  constructor(name: string, args: SecretsArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(
      Secrets.__pulumiType,
      name,
      { talosVersion: args.talosVersion, clientConfiguration: undefined, machineSecrets: undefined },
      pulumi.mergeOptions(packageOptions, opts),
    );
    // Here and not by additionalSecretOutputs: the keys within are secrets already, and the SDK reads a secret inside a
    // secret as its wire form.
    this.clientConfiguration = pulumi.secret(this.clientConfiguration);
    this.machineSecrets = pulumi.secret(this.machineSecrets);
  }

  /** @internal */
  static override isInstance(obj: unknown): obj is Secrets {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === Secrets.__pulumiType;
  }
}
