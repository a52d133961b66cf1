import type { CallContext, Properties, SimulatedPackage } from "../../../simulator/core/kind.ts";
import { openWorld, type WorldFile } from "../../../simulator/core/world.ts";
import { simulated as kubernetes } from "../../../simulator/packages/kubernetes/index.ts";
import {
  generateIdentity,
  simulated as talos,
  type Identity,
} from "../../../simulator/packages/talos/index.ts";

/** Secrets for all tests: finding keys takes a while. */
const identity: Identity = generateIdentity();

/** What no test cares about: no network plugin of Talos' own, so that nodes wait for one. */
const withoutNetwork = "cluster:\n  network:\n    cni:\n      name: none\n";

/** A small world of machines, with the calls that the engine would make. */
export class Laboratory {
  readonly world: WorldFile = openWorld(":memory:");
  readonly identity = identity;
  /** Configuration of the `kubernetes` provider, from `bootstrap` on. */
  kubernetesConfig: Properties = {};

  /** Makes a machine that has booted Talos and waits for its configuration. */
  machine(address: string, power: "running" | "stopped" = "running"): void {
    this.world.put("machine", address, {
      name: `machine-${address}`,
      address,
      power,
      mac: `02:00:${address}`,
    });
  }

  /** Renders the configuration of a role. */
  configuration(
    machineType: "controlplane" | "worker",
    configPatches: readonly string[] = [withoutNetwork],
  ): string {
    const args = {
      clusterName: "edge",
      clusterEndpoint: "https://10.0.0.9:6443",
      machineType,
      configPatches,
    };
    const result = talos.invoke?.(
      "talos:machine/getConfiguration:getConfiguration",
      { ...args, machineSecrets: this.identity.machineSecrets },
      this.context(),
    );
    return String(result?.["machineConfiguration"]);
  }

  /** Configures a machine of the role, which is made if need be, under a host name. */
  configure(
    address: string,
    machineType: "controlplane" | "worker",
    patches: readonly string[] = [],
  ): Properties {
    if (this.world.get("machine", address) === undefined) {
      this.machine(address);
    }
    const hostname = `apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: node-${address.split(".").at(-1) ?? ""}\nauto: "off"\n`;
    return this.create(talos, "talos:machine/configurationApply:ConfigurationApply", {
      node: address,
      clientConfiguration: this.identity.clientConfiguration,
      machineConfigurationInput: this.configuration(machineType),
      configPatches: [hostname, ...patches],
    }).outputs;
  }

  /** Starts the cluster on a control plane and connects to it. */
  bootstrap(node = "10.0.0.1"): void {
    const client = { node, clientConfiguration: this.identity.clientConfiguration };
    this.create(talos, "talos:machine/bootstrap:Bootstrap", client);
    const { outputs } = this.create(talos, "talos:cluster/kubeconfig:Kubeconfig", client);
    this.kubernetesConfig = { kubeconfig: outputs["kubeconfigRaw"] };
  }

  /** A cluster of one control plane and one worker, whose nodes are Ready if it has a network. */
  cluster({ network = true, patches = [] }: { network?: boolean; patches?: readonly string[] } = {}): void {
    this.configure("10.0.0.1", "controlplane", patches);
    this.configure("10.0.0.2", "worker");
    this.bootstrap();
    if (network) {
      this.release("cilium", "1.20.0", "kube-system");
    }
  }

  /** Creates an object, by its token behind `kubernetes:`. */
  object(token: string, inputs: Properties): Properties {
    return this.create(kubernetes, `kubernetes:${token}`, inputs).outputs;
  }

  /** Creates a release of a chart under its own name. */
  release(chart: string, version: string, namespace: string, inputs: Properties = {}): Properties {
    const repositoryOpts = { repo: "https://charts.example.org" };
    return this.object("helm.sh/v3:Release", {
      name: chart,
      chart,
      version,
      namespace,
      repositoryOpts,
      ...inputs,
    });
  }

  /** Creates a resource as the engine does: defaults first, then the call in a transaction. */
  create(served: SimulatedPackage, token: string, inputs: Properties): { id: string; outputs: Properties } {
    const resource = this.resource(served, token);
    const complete = resource.defaults?.(inputs) ?? inputs;
    return this.world.transaction(() => resource.create(complete, this.context()));
  }

  /** The resource type behind a token. */
  resource(served: SimulatedPackage, token: string): NonNullable<ReturnType<SimulatedPackage["resource"]>> {
    const resource = served.resource(token);
    if (resource === undefined) {
      throw new Error(`no resource type ${token}`);
    }
    return resource;
  }

  /** What a call may use. */
  context(): CallContext {
    const urn = "urn:pulumi:test::test::test::test";
    return { world: this.world, urn, config: this.kubernetesConfig, preview: false };
  }
}
