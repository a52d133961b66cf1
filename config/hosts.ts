import ipaddr from "ipaddr.js";
import type { StackConfig } from "./stack-config.ts";

/**
 * The hosts outside the site that a stack fetches from or calls, mirrors applied, sorted: what a firewall has to let
 * through, or a site without access to the internet has to mirror. Hosts that these redirect to, such as the stores
 * behind a registry, are not known beforehand and not listed.
 */
export function outsideHosts(config: StackConfig): string[] {
  const { mirrors, sources, proxmox, endpoint, backup } = config;
  const addresses = [
    sources.imageFactory,
    ...sources.gatewayApiManifests,
    proxmox.endpoint,
    ...(config.gitops ? [config.gitops.url] : []),
    ...(backup.etcd?.s3.endpoint === undefined ? [] : [backup.etcd.s3.endpoint]),
    ...(config.talos.discovery ? ["https://discovery.talos.dev"] : []),
    ...(endpoint.dns ? ["https://api.cloudflare.com"] : []),
    ...chartAddresses(config),
    ...manifestAddresses(config),
  ];
  const hosts = [
    ...addresses.map(hostOf),
    ...imageRegistries(config).flatMap((registry) => mirrorsOf(mirrors.registries, registry)),
    ...[...proxmox.dns, ...proxmox.ntp].filter((host) => !isPrivate(host)),
  ];
  return [...new Set(hosts)].sort();
}

/** Registries of the installer, of Kubernetes and etcd, of Talos', Flux's, Kyverno's and the backup's own images, of Cilium's, and of Gatekeeper's. */
function imageRegistries({ admission, sources }: StackConfig): string[] {
  const ofGatekeeper = admission?.engine === "gatekeeper" ? ["docker.io"] : [];
  return [hostOf(sources.imageFactory), "registry.k8s.io", "ghcr.io", "quay.io", ...ofGatekeeper];
}

/**
 * Where the HelmRepositories in `gitops/` point to. Flux reads all of them as soon as one add-on is chosen, because
 * every add-on depends on them.
 */
const addonCharts = [
  "https://kyverno.github.io",
  "https://open-policy-agent.github.io",
  "https://stefanprodan.github.io",
];

function chartAddresses({ admission, mirrors, capi, gitops }: StackConfig): string[] {
  if (mirrors.charts !== undefined) {
    return [mirrors.charts];
  }
  return [
    // Cilium and Tetragon; the Talos cloud controller manager and the operator of Flux.
    "https://helm.cilium.io",
    "oci://ghcr.io",
    // cert-manager and the operator of Cluster API, whose index points to releases on GitHub.
    ...(capi
      ? ["https://charts.jetstack.io", "https://kubernetes-sigs.github.io", "https://github.com"]
      : []),
    ...(admission || (gitops && gitops.addons.length > 0) ? addonCharts : []),
  ];
}

function manifestAddresses({ mirrors, capi }: StackConfig): string[] {
  return capi ? [mirrors.capiManifests ?? "https://github.com"] : [];
}

function mirrorsOf(registries: StackConfig["mirrors"]["registries"], registry: string): string[] {
  const endpoints = registries[registry] ?? registries["*"];
  return endpoints ? endpoints.map(hostOf) : [registry];
}

function hostOf(address: string): string {
  // Only for schemes that it knows does URL read the host of an address.
  return new URL(address.replace(/^(oci|ssh):/, "https:")).host;
}

function isPrivate(host: string): boolean {
  return ipaddr.isValid(host) && ipaddr.parse(host).range() === "private";
}
