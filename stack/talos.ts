import { Provider } from "@pulumiverse/talos";

import {
  csrApproverAccess,
  etcdBackupAccess,
  type KubeletCsrApproverArgs,
  type MachineSettings,
  type TalosIdentityArgs,
  type TalosImageArgs,
} from "../components/talos/index.ts";
import { isCloud, type StackConfig } from "../config/index.ts";
import { edgePorts } from "./openings.ts";

/** The Talos provider, which registers images with the factory of the configuration. */
export function talosProvider(name: string, { sources }: StackConfig): Provider {
  return new Provider(name, { imageFactoryUrl: sources.imageFactory });
}

/** Talos' own word for what machines run on. */
const platforms = {
  proxmox: "nocloud",
  aws: "aws",
  azure: "azure",
  gcp: "gcp",
  metal: "metal",
} as const satisfies Record<StackConfig["provider"], TalosImageArgs["platform"]>;

/** Networks from which the load balancers of a cloud come to the machines, beside the machines' own. */
const balancerCidrs: Readonly<Partial<Record<StackConfig["provider"], readonly string[]>>> = {
  // Health probes. Source: Azure documentation, "Load Balancer health probes", probe source IP address.
  azure: ["168.63.129.16/32"],
  // Health checks. Source: Google Cloud documentation, "Health checks overview", probe IP ranges of passthrough load balancers.
  gcp: ["35.191.0.0/16", "209.85.152.0/22", "209.85.204.0/22", "130.211.0.0/22"],
};

/** The image that machines boot. */
export function imageArgs({ metal, provider, sources, talos, versions }: StackConfig): TalosImageArgs {
  return {
    version: versions.talos,
    platform: platforms[provider],
    factoryUrl: sources.imageFactory,
    extensions: talos.extensions,
    extraKernelArgs: talos.extraKernelArgs,
    secureBoot: metal?.secureBoot ?? (talos.diskEncryption.enabled && talos.diskEncryption.key === "tpm"),
  };
}

/** The approver of the kubelets' certificates. */
export function csrApproverArgs({ mirrors, provider, versions }: StackConfig): KubeletCsrApproverArgs {
  return {
    chartVersion: versions.talosCcm.chart,
    chartRepository: mirrors.charts,
    // The controller of AWS finds machines by the names that AWS gives them, and ours have names of their own.
    ...(provider === "aws" && { initializeNodes: true }),
  };
}

/** Who the cluster is. */
export function identityArgs({ cluster, versions }: StackConfig): TalosIdentityArgs {
  return {
    clusterName: cluster.name,
    talosVersion: versions.talos,
    kubernetesVersion: versions.kubernetes,
  };
}

/** What the machines of the cluster have in common. */
export function machineSettings(config: StackConfig, installerImage: string): MachineSettings {
  const { cluster, network, security, sources, talos } = config;
  return {
    installerImage,
    network: { ...network, dnsDomain: cluster.domain },
    vip: config.endpoint.vip,
    cloudController: isCloud(config.provider),
    // The record points clients to the API, so the API's certificate has to carry its name.
    certSans: config.endpoint.dns === undefined ? [] : [config.endpoint.dns.name],
    schedulableControlPlanes: config.pools.every(({ role, count }) => role === "controlplane" || count === 0),
    diskEncryption: talos.diskEncryption.enabled ? { key: talos.diskEncryption.key } : undefined,
    podSecurity: security.podSecurity,
    auditPolicy: security.auditPolicy,
    registryMirrors: config.mirrors.registries,
    kubeProxy: !config.cilium.capabilities.kubeProxyReplacement,
    extraManifests: config.cilium.capabilities.gatewayAPI ? sources.gatewayApiManifests : [],
    ingressFirewall: security.ingressFirewall
      ? {
          talosApiCidrs: security.talosApiAllowedCidrs,
          kubernetesApiCidrs: [...security.talosApiAllowedCidrs, ...security.kubernetesApiAllowedCidrs],
          servicePorts: edgePorts(config),
          balancerCidrs: isCloud(config.provider)
            ? [network.nodeCidr, ...(balancerCidrs[config.provider] ?? [])]
            : [],
          meshPeers: config.cilium.settings.mesh.peers,
        }
      : undefined,
    talosApiAccess: talosApiAccess(config),
    userPatches: userPatches(config),
    discovery: talos.discovery,
    debug: config.environment.debug,
  };
}

/** Access to the Talos API for the pods that need it, and for no other. */
function talosApiAccess({ backup }: StackConfig): MachineSettings["talosApiAccess"] {
  const wanted = [csrApproverAccess, ...(backup.etcd === undefined ? [] : [etcdBackupAccess])];
  return {
    roles: wanted.flatMap(({ roles }) => roles),
    namespaces: wanted.flatMap(({ namespaces }) => namespaces),
  };
}

function userPatches({ talos }: StackConfig): MachineSettings["userPatches"] {
  const { cluster, controlPlane, worker, machines } = talos.patches;
  const texts = (patches: readonly object[]) => patches.map((patch) => JSON.stringify(patch));
  return {
    cluster: texts(cluster),
    controlPlane: texts(controlPlane),
    worker: texts(worker),
    machines: Object.fromEntries(
      Object.entries(machines).map(([machine, patches]) => [machine, texts(patches)]),
    ),
  };
}
