import * as k8s from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import {
  client,
  cluster,
  machine as talosMachine,
  type KubernetesClientConfiguration,
} from "@pulumiverse/talos";

import { ClusterGate } from "../gates/index.ts";
import type { Machine, Machines } from "../machines/index.ts";
import { checkCluster } from "./check.ts";
import { machinePatches } from "./patches/index.ts";
import type { TalosClusterArgs } from "./talos-cluster-args.ts";

/**
 * Makes a Kubernetes cluster of machines that run Talos.
 *
 * It owns the configuration of the machines, the bootstrap and the administrator's credentials. The machines are
 * another's, and so is the CNI: nodes stay NotReady until one is installed.
 *
 * @example
 * const talos = new TalosCluster("edge-talos", { clusterName: "edge", identity, machines, settings });
 * new Namespace("apps", {}, { provider: talos.kubernetes });
 */
export class TalosCluster extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:TalosCluster";

  /** @internal */
  static override isInstance(obj: unknown): obj is TalosCluster {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === TalosCluster.__pulumiType;
  }

  /** The administrator's kubeconfig. Secret. */
  readonly kubeconfig: pulumi.Output<string>;

  /** The administrator's talosconfig; its endpoints are the control planes themselves. Secret. */
  readonly talosconfig: pulumi.Output<string>;

  /** The administrator's credentials one by one, for gates. Secret. */
  readonly clientCredentials: pulumi.Output<KubernetesClientConfiguration>;

  /** Passed once the Kubernetes API answers. */
  readonly apiReady: pulumi.Resource;

  /**
   * The cluster as a Pulumi provider. It waits for the API, and so does everything that uses it. Objects that are there
   * already are taken over, for which what uses it needs `oneFieldManager`.
   */
  readonly kubernetes: k8s.Provider;

  constructor(name: string, args: TalosClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super(TalosCluster.__pulumiType, name, sealed(args), opts);
    const first = checkCluster(this, args);

    const child = { parent: this };
    const { clusterName, machines } = args;
    const clientConfiguration = pulumi.secret(args.identity.clientConfiguration);

    // All at once: only the bootstrap needs one of them to be first.
    const configured = new Map(
      [...machines.controlPlane, ...machines.workers]
        .filter(({ configDelivery }) => configDelivery === "api")
        .map((machine) => [machine.name, this.#configure(name, args, machine)]),
    );

    const bootstrap = new talosMachine.Bootstrap(
      `${name}-bootstrap`,
      { node: first.address, clientConfiguration },
      {
        ...child,
        dependsOn: [configured.get(first.name), first.resource].filter((resource) => resource !== undefined),
        // It happens once in the life of a cluster. Another machine at the head of the list repeats nothing, because the
        // provider only notes a change; to ignore it would leave the inputs out for good after an import, which knows none.
      },
    );

    const kubeconfig = new cluster.Kubeconfig(
      `${name}-kubeconfig`,
      { node: first.address, clientConfiguration },
      {
        ...child,
        dependsOn: [bootstrap],
        // The provider keeps the file as it was first written, and with it an address that may be gone.
        replacementTrigger: `${machines.endpoint.host}:${machines.endpoint.port}`,
      },
    );

    this.kubeconfig = pulumi.secret(kubeconfig.kubeconfigRaw);
    this.clientCredentials = pulumi.secret(kubeconfig.kubernetesClientConfiguration);
    this.talosconfig = client.getConfigurationOutput(
      {
        clusterName,
        clientConfiguration,
        // Never the VIP: it follows etcd, so it is gone exactly when talosctl is needed.
        endpoints: machines.controlPlane.map(({ address }) => address),
        nodes: machines.controlPlane.map(({ address }) => address),
      },
      child,
    ).talosConfig;

    this.apiReady = new ClusterGate(
      `${name}-api`,
      { gate: { kind: "api" }, client: this.clientCredentials, timeoutSeconds: args.apiTimeoutSeconds },
      // The options of a component hold back only the component; this is the first to use what it may wait for, a DNS record.
      { ...child, dependsOn: opts?.dependsOn },
    );

    this.kubernetes = new k8s.Provider(
      `${name}-kubernetes`,
      {
        kubeconfig: this.kubeconfig,
        // Otherwise a renewed kubeconfig could look like another cluster, and replace everything on this one.
        clusterIdentifier: clusterName,
        // Else a new token or fact would take away the object that others read before it comes back.
        enableConfigMapMutable: true,
        enableSecretMutable: true,
        // What a run made before it was killed is in no state, and the next one must not stumble over it. The same would
        // happen to what somebody else made; the cluster is ours from its first minute.
        upsertExistingObjects: true,
      },
      // All machines, for the way down: what is on the cluster needs a quorum and its controllers to be deleted.
      { ...child, dependsOn: [this.apiReady, ...configured.values(), ...givenAtBoot(machines)] },
    );

    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      talosconfig: this.talosconfig,
      clientCredentials: this.clientCredentials,
    });
  }

  #configure(name: string, args: TalosClusterArgs, machine: Machine): talosMachine.ConfigurationApply {
    return new talosMachine.ConfigurationApply(
      `${name}-${machine.name}`,
      {
        node: machine.address,
        clientConfiguration: args.identity.clientConfiguration,
        machineConfigurationInput: args.identity.machineConfiguration[machine.role],
        configPatches: machinePatches(args.settings, args.machines.endpoint, machine),
      },
      {
        parent: this,
        dependsOn: machine.resource,
        // A machine that is made anew waits for its configuration, however little of that has changed.
        replaceWith: machine.resource === undefined ? [] : [machine.resource],
      },
    );
  }
}

/** What is behind the machines that get their configuration at boot, and so have no resource here. */
function givenAtBoot({ controlPlane, workers }: Machines): pulumi.Resource[] {
  return [...controlPlane, ...workers]
    .filter(({ configDelivery }) => configDelivery === "userData")
    .map(({ resource }) => resource)
    .filter((resource) => resource !== undefined);
}

/** The arguments as they may enter the state file: credentials wrapped, machines without their resources. */
function sealed({ identity, machines, ...rest }: TalosClusterArgs): pulumi.Inputs {
  const described = (list: readonly Machine[]) =>
    list.map((machine) => ({ ...machine, resource: undefined }));
  return {
    ...rest,
    identity: {
      clientConfiguration: pulumi.secret(identity.clientConfiguration),
      machineConfiguration: pulumi.secret(identity.machineConfiguration),
    },
    machines: {
      controlPlane: described(machines.controlPlane),
      workers: described(machines.workers),
      endpoint: machines.endpoint,
    },
  };
}
