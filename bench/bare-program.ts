import { File, type FileArgs } from "@muhlba91/pulumi-proxmoxve/download/file.js";
import { Provider as ProxmoxProvider } from "@muhlba91/pulumi-proxmoxve/provider.js";
import { VmLegacy, type VmLegacyArgs } from "@muhlba91/pulumi-proxmoxve/vmLegacy.js";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap.js";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider.js";
import { cluster, imagefactory, machine as talos } from "@pulumiverse/talos";

import type { StateResource } from "../automation/session.ts";
import type { StackConfig } from "../config/index.ts";

/** A machine as the providers' own resources have it. */
interface BareMachine {
  readonly vm: VmLegacyArgs;
  readonly address: string;
  readonly patches: readonly string[];
}

/** What a bare program registers. */
export interface BareInputs {
  readonly schematic: string;
  readonly images: readonly FileArgs[];
  readonly machines: readonly BareMachine[];
  /** Custom resources in all, providers apart. */
  readonly resources: number;
}

const types = {
  image: "proxmoxve:download/file:File",
  schematic: "talos:imageFactory/schematic:Schematic",
  vm: "proxmoxve:index/vmLegacy:VmLegacy",
  configuration: "talos:machine/configurationApply:ConfigurationApply",
};

/** The same machines as in the state of a stack, and the number of its custom resources. */
export function bareInputs(state: readonly StateResource[]): BareInputs {
  const inputsOf = (type: string) =>
    state.filter((resource) => resource.type === type).map(({ inputs = {} }) => inputs);
  const patches = new Map(
    inputsOf(types.configuration).map(({ node, configPatches }) => [node, configPatches as string[]]),
  );
  return {
    schematic: inputsOf(types.schematic)[0]?.["schematic"] as string,
    images: inputsOf(types.image) as unknown as FileArgs[],
    machines: inputsOf(types.vm).map((inputs) => {
      const vm = inputs as unknown as VmLegacyArgs;
      const { initialization } = inputs as { initialization: { ipConfigs: { ipv4: { address: string } }[] } };
      const [address = ""] = initialization.ipConfigs[0]?.ipv4.address.split("/") ?? [];
      return { vm, address, patches: patches.get(address) ?? [] };
    }),
    resources: state.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")).length,
  };
}

/**
 * The program that one would write with the providers alone: the same machines with the same inputs, and as many
 * resources in all, filled up by ConfigMaps. It has no components, checks nothing, and waits for nothing that it need not.
 */
export function bareProgram(
  config: StackConfig,
  { schematic, images, machines, resources }: BareInputs,
): void {
  const { endpoint, proxmox, versions } = config;
  const onProxmox = {
    provider: new ProxmoxProvider("proxmox", {
      endpoint: proxmox?.endpoint ?? "",
      apiToken: "root@pam!bench=none",
    }),
  };

  const image = new imagefactory.Schematic("image", { schematic });
  const files = images.map(
    (args, index) => new File(`image-${index}`, args, { ...onProxmox, dependsOn: image }),
  );

  const { machineSecrets, clientConfiguration } = new talos.Secrets("secrets", {});
  const configuration = (machineType: "controlplane" | "worker") =>
    talos.getConfigurationOutput({
      clusterName: config.cluster.name,
      clusterEndpoint: `https://${endpoint.host}:${endpoint.port}`,
      machineType,
      machineSecrets,
      kubernetesVersion: versions.kubernetes,
      docs: false,
      examples: false,
    }).machineConfiguration;
  const controlPlane = configuration("controlplane");
  const worker = configuration("worker");

  const configured = machines.map(
    ({ vm, address, patches }, index) =>
      new talos.ConfigurationApply(
        `configuration-${index}`,
        {
          node: address,
          clientConfiguration,
          machineConfigurationInput: isControlPlane(vm) ? controlPlane : worker,
          configPatches: [...patches],
        },
        { dependsOn: new VmLegacy(`machine-${index}`, vm, { ...onProxmox, dependsOn: files }) },
      ),
  );

  const node = machines.find(({ vm }) => isControlPlane(vm))?.address ?? "";
  const bootstrap = new talos.Bootstrap(
    "bootstrap",
    { node, clientConfiguration },
    { dependsOn: configured },
  );
  const { kubeconfigRaw } = new cluster.Kubeconfig(
    "kubeconfig",
    { node, clientConfiguration },
    { dependsOn: bootstrap },
  );
  const provider = new KubernetesProvider("kubernetes", { kubeconfig: kubeconfigRaw });

  const own = ["schematic", "secrets", "bootstrap", "kubeconfig"].length + files.length + 2 * machines.length;
  for (let index = own; index < resources; index++) {
    const name = `settings-${index}`;
    new ConfigMap(
      name,
      { metadata: { name, namespace: "default" }, data: { place: `${index}` } },
      { provider },
    );
  }
}

function isControlPlane({ tags }: VmLegacyArgs): boolean {
  return (tags as readonly string[]).includes("controlplane");
}
