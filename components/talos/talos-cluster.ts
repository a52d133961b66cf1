import * as k8s from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import {
  client,
  cluster,
  machine as talosMachine,
  type KubernetesClientConfiguration,
} from "@pulumiverse/talos";

import { ClusterGate } from "../gates/index.ts";
import type { Endpoint, Machine, Machines } from "../machines/index.ts";
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

    // Generated once for each role, not for each machine.
    const configurations = {
      controlplane: args.identity.machineConfiguration("controlplane", machines.endpoint),
      worker: args.identity.machineConfiguration("worker", machines.endpoint),
    };
    // All at once, but for those that are wiped: only the bootstrap needs one of them to be first. Also those that had
    // theirs at boot, for what changes later.
    const configured = new Map<string, talosMachine.ConfigurationApply>();
    for (const machine of [...machines.controlPlane, ...machines.workers]) {
      const outlived = configured.get(outlivedBy(machine, machines)?.name ?? "");
      const configuration = configurations[machine.role];
      configured.set(machine.name, this.#configure(name, args, machine, configuration, outlived));
    }

    const viaBalancer = machines.talosApi && { endpoint: machines.talosApi.host };
    const bootstrap = new talosMachine.Bootstrap(
      `${name}-bootstrap`,
      { node: first.address, ...viaBalancer, clientConfiguration },
      {
        ...child,
        dependsOn: [configured.get(first.name), first.resource].filter((resource) => resource !== undefined),
        // It happens once in the life of a cluster. Another machine at the head of the list repeats nothing, because the
        // provider only notes a change; to ignore it would leave the inputs out for good after an import, which knows none.
      },
    );

    const kubeconfig = new cluster.Kubeconfig(
      `${name}-kubeconfig`,
      { node: first.address, ...viaBalancer, clientConfiguration },
      {
        ...child,
        dependsOn: [bootstrap],
        // The provider keeps the file as it was first written, and with it an address that may be gone.
        replacementTrigger: addressOf(machines.endpoint),
      },
    );

    this.kubeconfig = pulumi.secret(kubeconfig.kubeconfigRaw);
    this.clientCredentials = pulumi.secret(kubeconfig.kubernetesClientConfiguration);
    this.talosconfig = client.getConfigurationOutput(
      {
        clusterName,
        clientConfiguration,
        // Never the VIP: it follows etcd, so it is gone exactly when talosctl is needed.
        endpoints: machines.talosApi
          ? [machines.talosApi.host]
          : machines.controlPlane.map(({ address }) => address),
        nodes: machines.controlPlane.map(({ address }) => address),
      },
      child,
    ).talosConfig;

    this.apiReady = new ClusterGate(
      `${name}-api`,
      { gate: { kind: "api" }, client: this.clientCredentials, timeoutSeconds: args.apiTimeoutSeconds },
      // The options of a component hold back only the component; this is the first to use what it may wait for, a DNS record.
      pulumi.mergeOptions(
        { ...child, dependsOn: opts?.dependsOn },
        { dependsOn: reached(machines.endpoint) },
      ),
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
      { ...child, dependsOn: [this.apiReady, ...configured.values()] },
    );

    this.registerOutputs({
      kubeconfig: this.kubeconfig,
      talosconfig: this.talosconfig,
      clientCredentials: this.clientCredentials,
    });
  }

  #configure(
    name: string,
    { identity, machines, settings }: TalosClusterArgs,
    machine: Machine,
    configuration: pulumi.Input<string>,
    outlived: pulumi.Resource | undefined,
  ): talosMachine.ConfigurationApply {
    const { talosApi } = machines;
    const { prerequisites = [], resource } = machine;
    return new talosMachine.ConfigurationApply(
      `${name}-${machine.name}`,
      {
        node: machine.address,
        ...(talosApi && { endpoint: talosApi.host }),
        clientConfiguration: identity.clientConfiguration,
        machineConfigurationInput: configuration,
        configPatches: machinePatches(settings, machines, machine),
        ...(machine.wipeOnDestroy === true && {
          // It comes back in maintenance mode. Gracefully means that it leaves etcd and has its pods moved before, so that
          // the cluster goes on. The first control plane only goes with its cluster, and the last member can't leave etcd.
          onDestroy: { reset: true, graceful: machine !== machines.controlPlane[0], reboot: true },
        }),
      },
      {
        parent: this,
        protect: machine.protect,
        dependsOn: [resource, outlived, ...prerequisites, ...reached(talosApi)].filter(
          (needed) => needed !== undefined,
        ),
        // A machine that is made anew waits for its configuration, however little of that has changed.
        replaceWith: resource === undefined ? [] : [resource],
      },
    );
  }
}

/**
 * The machine that a machine which is wiped has to leave before, so one after the other: leaving etcd takes a majority of
 * those that are left, and moving pods takes the control planes.
 */
function outlivedBy({ role, name, wipeOnDestroy }: Machine, { controlPlane }: Machines): Machine | undefined {
  if (wipeOnDestroy !== true) {
    return undefined;
  }
  const place = controlPlane.findIndex((each) => each.name === name);
  return role === "worker" ? controlPlane.at(-1) : controlPlane[place - 1];
}

/** What has to be there for an endpoint to be reached. */
function reached(endpoint: Endpoint | undefined): pulumi.Resource[] {
  return [...(endpoint?.resources ?? [])];
}

/** Host and port of an endpoint: plain where the host is. */
function addressOf({ host, port }: Endpoint): pulumi.Input<string> {
  return typeof host === "string" ? `${host}:${port}` : pulumi.interpolate`${host}:${port}`;
}

/** The arguments as they may enter the state file: credentials wrapped, machines and endpoints without their resources. */
function sealed({ identity, machines, ...rest }: TalosClusterArgs): pulumi.Inputs {
  const { controlPlane, workers, endpoint, talosApi } = machines;
  const described = (list: readonly (Machine | Endpoint)[]) =>
    list.map((each) => ({ ...each, resource: undefined, resources: undefined, prerequisites: undefined }));
  const [shownEndpoint, shownTalosApi] = described([endpoint, ...(talosApi ? [talosApi] : [])]);
  return {
    ...rest,
    identity: { clientConfiguration: pulumi.secret(identity.clientConfiguration) },
    machines: {
      controlPlane: described(controlPlane),
      workers: described(workers),
      endpoint: shownEndpoint,
      ...(shownTalosApi && { talosApi: shownTalosApi }),
    },
  };
}
