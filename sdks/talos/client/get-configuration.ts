import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";
import type { ClientConfigurationArgs } from "../types.ts";

/** Arguments of `getConfigurationOutput`. */
export interface GetConfigurationOutputArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly clientConfiguration: pulumi.Input<ClientConfigurationArgs>;
  /** Addresses that the client connects to. */
  readonly endpoints?: pulumi.Input<pulumi.Input<string>[]>;
  /** Addresses of the machines that commands are for when none is named. */
  readonly nodes?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Result of `getConfigurationOutput`. */
export interface GetConfigurationResult {
  /** The talosconfig file. Secret. */
  readonly talosConfig: string;
}

/** Writes a talosconfig, the file that `talosctl` reads. It reaches no machine. */
export function getConfigurationOutput(
  args: GetConfigurationOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetConfigurationResult> {
  return pulumi.secret(
    pulumi.runtime.invokeOutput<GetConfigurationResult>(
      "talos:client/getConfiguration:getConfiguration",
      { ...args },
      { ...packageOptions, ...opts },
    ),
  );
}
