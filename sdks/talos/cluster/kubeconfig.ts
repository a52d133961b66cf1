import * as pulumi from "@pulumi/pulumi";

import { packageOptions } from "../package-options.ts";
import type { ClientConfigurationArgs, KubernetesClientConfiguration } from "../types.ts";

/** Arguments of `Kubeconfig`. */
export interface KubeconfigArgs {
  /** Address of the control plane that is asked. */
  readonly node: pulumi.Input<string>;
  /** Address that the Talos API is reached at. Default: `node`. */
  readonly endpoint?: pulumi.Input<string>;
  readonly clientConfiguration: pulumi.Input<ClientConfigurationArgs>;
  /** Remaining validity below which an update renews the certificate, a Go duration. Default: `720h`. */
  readonly certificateRenewalDuration?: pulumi.Input<string>;
  /** Go durations such as `10m`. */
  readonly timeouts?: pulumi.Input<{
    readonly create?: pulumi.Input<string>;
    readonly update?: pulumi.Input<string>;
  }>;
}

/** The administrator's kubeconfig of a cluster, renewed before its certificate expires. */
export class Kubeconfig extends pulumi.CustomResource {
  /** @internal */
  static readonly __pulumiType = "talos:cluster/kubeconfig:Kubeconfig";

  /** The kubeconfig file. Secret. */
  declare readonly kubeconfigRaw: pulumi.Output<string>;
  /** The same credentials one by one. Secret. */
  declare readonly kubernetesClientConfiguration: pulumi.Output<KubernetesClientConfiguration>;
  declare readonly node: pulumi.Output<string>;
  declare readonly endpoint: pulumi.Output<string>;

  constructor(name: string, args: KubeconfigArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      Kubeconfig.__pulumiType,
      name,
      {
        node: args.node,
        endpoint: args.endpoint,
        certificateRenewalDuration: args.certificateRenewalDuration,
        timeouts: args.timeouts,
        clientConfiguration: pulumi.secret(args.clientConfiguration),
        kubeconfigRaw: undefined,
        kubernetesClientConfiguration: undefined,
      },
      pulumi.mergeOptions({ ...packageOptions, additionalSecretOutputs: ["kubeconfigRaw"] }, opts),
    );
    // Not by additionalSecretOutputs: the key within is a secret already, and the SDK reads a secret inside a secret as
    // its wire form.
    this.kubernetesClientConfiguration = pulumi.secret(this.kubernetesClientConfiguration);
  }

  /** @internal */
  static override isInstance(obj: unknown): obj is Kubeconfig {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === Kubeconfig.__pulumiType;
  }
}
