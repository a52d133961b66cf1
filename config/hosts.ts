import ipaddr from "ipaddr.js";
import type { StackConfig } from "./stack-config.ts";

/**
 * The hosts outside the site that a stack fetches from or calls, mirrors applied, sorted: what a firewall has to let
 * through, or a site without access to the internet has to mirror. Hosts that these redirect to, such as the stores
 * behind a registry, are not known beforehand and not listed.
 */
export function outsideHosts(config: StackConfig): string[] {
  const { mirrors, sources, proxmox, metal, endpoint, backup } = config;
  const servers = proxmox ?? metal;
  const addresses = [
    sources.imageFactory,
    ...sources.gatewayApiManifests,
    ...(proxmox ? [proxmox.endpoint] : []),
    ...(config.gitops ? [config.gitops.url] : []),
    ...(backup.etcd?.s3.endpoint === undefined ? [] : [backup.etcd.s3.endpoint]),
    ...(config.talos.discovery ? ["https://discovery.talos.dev"] : []),
    ...(endpoint.dns?.provider === "cloudflare" ? ["https://api.cloudflare.com"] : []),
    ...chartAddresses(config),
    ...manifestAddresses(config),
  ];
  const hosts = [
    ...addresses.map(hostOf),
    ...imageRegistries(config).flatMap((registry) => mirrorsOf(mirrors.registries, registry)),
    ...[...(servers?.dns ?? []), ...(servers?.ntp ?? [])].filter((host) => !isPrivate(host)),
  ];
  return [...new Set(hosts)].sort();
}

/** Registries of the installer, of Kubernetes and etcd, of Talos', Flux's, Kyverno's and the backup's own images, of Cilium's, of Gatekeeper's, and of a cloud's. */
function imageRegistries({ admission, provider, sources, storage }: StackConfig): string[] {
  const ofGatekeeper = admission?.engine === "gatekeeper" ? ["docker.io"] : [];
  const ofCloud = clouds[provider];
  return [
    ...[hostOf(sources.imageFactory), "registry.k8s.io", "ghcr.io", "quay.io", ...ofGatekeeper],
    ...(ofCloud?.controller.images ?? []),
    ...(storage.csi ? (ofCloud?.volumes.images ?? []) : []),
  ];
}

/** Where a part of the cluster comes from. */
interface Origin {
  readonly charts: readonly string[];

  /** Registries beside those that every stack needs. */
  readonly images: readonly string[];
}

const github = "https://github.com";
const snapshots = "https://piraeus.io";

/** What a cloud's controller and its driver for volumes come from. Indexes of charts point to releases on GitHub. */
const clouds: Readonly<Partial<Record<StackConfig["provider"], Record<"controller" | "volumes", Origin>>>> = {
  aws: {
    controller: { charts: ["https://kubernetes.github.io", github], images: [] },
    volumes: {
      charts: ["https://kubernetes-sigs.github.io", snapshots, github],
      images: ["public.ecr.aws"],
    },
  },
  azure: {
    controller: { charts: ["https://raw.githubusercontent.com"], images: ["mcr.microsoft.com"] },
    volumes: {
      charts: ["https://raw.githubusercontent.com", snapshots, github],
      images: ["mcr.microsoft.com"],
    },
  },
  // Its controller and its driver come without charts, from the registry of Kubernetes.
  gcp: {
    controller: { charts: [], images: [] },
    volumes: { charts: [snapshots, github], images: [] },
  },
};

/**
 * Where the HelmRepositories in `gitops/` point to. Flux reads all of them as soon as one add-on is chosen, because
 * every add-on depends on them.
 */
const addonCharts = [
  "https://kyverno.github.io",
  "https://open-policy-agent.github.io",
  "https://stefanprodan.github.io",
];

function chartAddresses({ admission, mirrors, capi, gitops, provider, storage }: StackConfig): string[] {
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
    ...(admission || storage.csi || (gitops && gitops.addons.length > 0) ? addonCharts : []),
    ...(clouds[provider]?.controller.charts ?? []),
    ...(storage.csi ? (clouds[provider]?.volumes.charts ?? []) : []),
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
