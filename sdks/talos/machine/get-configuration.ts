import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";
import type { MachineSecrets } from "../types.ts";

/** Arguments of `getConfigurationOutput`. */
export interface GetConfigurationOutputArgs {
  readonly clusterName: pulumi.Input<string>;
  /** Address of the Kubernetes API, such as `https://10.0.0.10:6443`. */
  readonly clusterEndpoint: pulumi.Input<string>;
  readonly machineType: pulumi.Input<"controlplane" | "worker">;
  readonly machineSecrets: pulumi.Input<MachineSecrets>;
  /** Version contract of the generated documents, such as `v1.13`. Default: that of the provider. */
  readonly talosVersion?: pulumi.Input<string>;
  /** Kubernetes version without `v`, such as `1.36.3`. Default: that of the provider. */
  readonly kubernetesVersion?: pulumi.Input<string>;
  /** Patches, each a text of one or more YAML documents, applied in order. */
  readonly configPatches?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether the result carries explanatory comments. Default: false. */
  readonly docs?: pulumi.Input<boolean>;
  /** Whether the result carries commented-out examples. Default: false. */
  readonly examples?: pulumi.Input<boolean>;
}

/** Result of `getConfigurationOutput`. */
export interface GetConfigurationResult {
  /** YAML documents. Secret. */
  readonly machineConfiguration: string;
}

/** Generates the machine configuration of one role. It reads only its arguments and reaches no machine. */
export function getConfigurationOutput(
  args: GetConfigurationOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetConfigurationResult> {
  return pulumi.secret(
    pulumi.runtime.invokeOutput<GetConfigurationResult>(
      "talos:machine/getConfiguration:getConfiguration",
      { ...args },
      { ...packageOptions, ...opts },
    ),
  );
}
