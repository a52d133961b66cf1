import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";
import type { ClientConfiguration, ClientConfigurationArgs } from "../types.ts";

/** What happens to a machine when its `ConfigurationApply` is deleted. Only values already in state count. */
export interface OnDestroyArgs {
  /** Whether to wipe the machine's STATE and EPHEMERAL volumes. Default: false. */
  readonly reset?: pulumi.Input<boolean>;
  /** Whether to leave etcd and drain first. Default: true. */
  readonly graceful?: pulumi.Input<boolean>;
  /** Whether to reboot after the reset instead of powering off. Default: false. */
  readonly reboot?: pulumi.Input<boolean>;
}

/** Arguments of `ConfigurationApply`. */
export interface ConfigurationApplyArgs {
  /** Address or name of the machine that the configuration is for. */
  readonly node: pulumi.Input<string>;
  /** Address that the Talos API is reached at. Default: `node`. */
  readonly endpoint?: pulumi.Input<string>;
  readonly clientConfiguration: pulumi.Input<ClientConfigurationArgs>;
  /** The machine configuration that the patches are applied to. Secret. */
  readonly machineConfigurationInput: pulumi.Input<string>;
  /** Patches, each a text of one or more YAML documents, applied in order. */
  readonly configPatches?: pulumi.Input<pulumi.Input<string>[]>;
  /** One of `auto`, `reboot`, `no_reboot`, `staged`, `staged_if_needing_reboot`. Default: `auto`. */
  readonly applyMode?: pulumi.Input<string>;
  readonly onDestroy?: pulumi.Input<OnDestroyArgs>;
  /** Go durations such as `10m`. */
  readonly timeouts?: pulumi.Input<{
    readonly create?: pulumi.Input<string>;
    readonly update?: pulumi.Input<string>;
    readonly delete?: pulumi.Input<string>;
  }>;
}

/** Gives one machine its configuration and keeps it current. */
export class ConfigurationApply extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "talos:machine/configurationApply:ConfigurationApply";

  declare readonly node: pulumi.Output<string>;
  declare readonly endpoint: pulumi.Output<string>;
  declare readonly clientConfiguration: pulumi.Output<ClientConfiguration>;
  /** The configuration with all patches applied. Secret. */
  declare readonly machineConfiguration: pulumi.Output<string>;
  declare readonly machineConfigurationHash: pulumi.Output<string>;
  declare readonly configPatches: pulumi.Output<string[] | undefined>;
  /** How the last change was applied, after `auto` was resolved. */
  declare readonly resolvedApplyMode: pulumi.Output<string>;

  constructor(name: string, args: ConfigurationApplyArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      ConfigurationApply.__pulumiType,
      name,
      {
        ...args,
        endpoint: args.endpoint,
        applyMode: args.applyMode,
        configPatches: args.configPatches,
        onDestroy: args.onDestroy,
        timeouts: args.timeouts,
        clientConfiguration: pulumi.secret(args.clientConfiguration),
        machineConfigurationInput: pulumi.secret(args.machineConfigurationInput),
        machineConfiguration: undefined,
        machineConfigurationHash: undefined,
        resolvedApplyMode: undefined,
      },
      pulumi.mergeOptions(
        {
          ...packageOptions,
          additionalSecretOutputs: ["machineConfiguration", "machineConfigurationInput"],
        },
        opts,
      ),
    );
  }

  /** @internal */
  static override isInstance(obj: unknown): obj is ConfigurationApply {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === ConfigurationApply.__pulumiType;
  }
}
