import * as pulumi from "@pulumi/pulumi";
import { machine, type ClientConfiguration, type MachineSecrets } from "@pulumiverse/talos";

import type { Endpoint, Role } from "../machines/index.ts";
import { ArgsCheck } from "../shared/args-check.ts";

/** Arguments of `TalosIdentity`. */
export interface TalosIdentityArgs {
  readonly clusterName: string;

  /** Exact Talos version without `v`, such as `1.13.9`. Its minor version at creation decides the shape of the documents. */
  readonly talosVersion: string;

  /** Exact Kubernetes version without `v`, such as `1.36.3`. */
  readonly kubernetesVersion: string;

  /** Whether Pulumi refuses to delete the secrets, without which the cluster can't be operated. Default: true. */
  readonly protect?: boolean;
}

/**
 * Who a cluster is: its certificates, keys and tokens, and the machine configuration that carries them.
 *
 * It exists before any machine, because cloud machines are given their configuration at creation.
 */
export class TalosIdentity extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:TalosIdentity";

  /** @internal */
  static override isInstance(obj: unknown): obj is TalosIdentity {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === TalosIdentity.__pulumiType;
  }

  /** Credentials of the Talos API's administrator. Secret. */
  readonly clientConfiguration: pulumi.Output<ClientConfiguration>;

  readonly #args: TalosIdentityArgs;
  readonly #secrets: machine.Secrets;

  constructor(name: string, args: TalosIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super(TalosIdentity.__pulumiType, name, { ...args }, opts);
    checkArgs(this, args);

    const secrets = new machine.Secrets(
      `${name}-secrets`,
      { talosVersion: contractOf(args.talosVersion) },
      {
        parent: this,
        protect: args.protect ?? true,
        // A contract, not the installed version: a newer one would make other documents than the machines were made with.
        ignoreChanges: ["talosVersion"],
      },
    );
    this.#args = args;
    this.#secrets = secrets;
    this.clientConfiguration = secrets.clientConfiguration;
    this.registerOutputs({ clientConfiguration: this.clientConfiguration });
  }

  /**
   * The configuration of a role, which carries everything that a machine of the cluster has to know. Secret.
   *
   * @param endpoint Where the machines of the cluster reach the Kubernetes API.
   * @param patches Applied in their order. Default: none.
   */
  machineConfiguration(
    role: Role,
    { host, port }: Endpoint,
    patches: readonly pulumi.Input<string>[] = [],
  ): pulumi.Output<string> {
    const { clusterName, kubernetesVersion } = this.#args;
    const { machineSecrets, talosVersion } = this.#secrets;
    return machine.getConfigurationOutput(
      {
        clusterName,
        clusterEndpoint: pulumi.interpolate`https://${host}:${port}`,
        machineType: role,
        machineSecrets: machineSecrets.apply(withEncryptionAtRest),
        talosVersion,
        kubernetesVersion,
        ...(patches.length > 0 && { configPatches: [...patches] }),
        docs: false,
        examples: false,
      },
      { parent: this },
    ).machineConfiguration;
  }
}

/** The version contract of a Talos version: `v1.13` for `1.13.9`. */
function contractOf(talosVersion: string): string {
  return `v${talosVersion.split(".").slice(0, 2).join(".")}`;
}

/**
 * The secrets as they are. Without this one key Talos would leave Kubernetes secrets readable in etcd, and say nothing.
 *
 * @throws RunError when the key is missing.
 */
export function withEncryptionAtRest(generated: MachineSecrets): MachineSecrets {
  if (generated.secrets.secretboxEncryptionSecret === "") {
    throw new pulumi.RunError(
      "the generated machine secrets have no secretboxEncryptionSecret, so etcd would not be encrypted at rest",
    );
  }
  return generated;
}

function checkArgs(component: pulumi.Resource, { talosVersion, kubernetesVersion }: TalosIdentityArgs): void {
  const exact = /^\d+\.\d+\.\d+$/;
  new ArgsCheck(component)
    .expect(
      exact.test(talosVersion),
      "talosVersion",
      `want an exact version without "v" such as "1.13.9", got "${talosVersion}"`,
    )
    .expect(
      exact.test(kubernetesVersion),
      "kubernetesVersion",
      `want an exact version without "v" such as "1.36.3", got "${kubernetesVersion}"`,
    )
    .done();
}
