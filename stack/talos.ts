import { Provider } from "@pulumiverse/talos";

import {
  csrApproverAccess,
  etcdBackupAccess,
  type KubeletCsrApproverArgs,
  type MachineSettings,
  type TalosIdentityArgs,
  type TalosImageArgs,
} from "../components/talos/index.ts";
import type { StackConfig } from "../config/index.ts";

/** The Talos provider, which registers images with the factory of the configuration. */
export function talosProvider(name: string, { sources }: StackConfig): Provider {
  return new Provider(name, { imageFactoryUrl: sources.imageFactory });
}

/** The image that machines boot. */
export function imageArgs({ sources, talos, versions }: StackConfig): TalosImageArgs {
  return {
    version: versions.talos,
    factoryUrl: sources.imageFactory,
    extensions: talos.extensions,
    extraKernelArgs: talos.extraKernelArgs,
    secureBoot: talos.diskEncryption.enabled && talos.diskEncryption.key === "tpm",
  };
}

/** The approver of the kubelets' certificates. */
export function csrApproverArgs({ mirrors, versions }: StackConfig): KubeletCsrApproverArgs {
  return { chartVersion: versions.talosCcm.chart, chartRepository: mirrors.charts };
}

/** Who the cluster is. */
export function identityArgs({ cluster, endpoint, versions }: StackConfig): TalosIdentityArgs {
  return {
    clusterName: cluster.name,
    endpoint,
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
          meshPeers: config.cilium.settings.mesh.peers,
        }
      : undefined,
    talosApiAccess: talosApiAccess(config),
    userPatches: userPatches(config),
    discovery: talos.discovery,
    debug: config.environment.debug,
  };
}

/** Ports on which Cilium's proxy takes traffic for Gateways and Ingresses on the machine itself. */
function edgePorts({ cilium: { settings } }: StackConfig): number[] {
  const { ports, ingress } = settings.edge;
  return [...new Set([...ports, ...(ingress.hostNetwork ? [ingress.hostPort] : [])])];
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
