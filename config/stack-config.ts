import { admissionOf, bringsAddons, type AdmissionConfig } from "./admission.ts";
import { managesClusters } from "./capi.ts";
import { hostsOf, poolsOf, type PoolConfig } from "./pools.ts";
import { isCloud, vipOf } from "./providers.ts";
import type { Provider, Settings } from "./schema.ts";
import { sourcesOf, type Sources } from "./sources.ts";
import { RELEASES, releaseOf, versionsOf, type Versions } from "./versions.ts";

/** A value that nothing can change, all the way down. */
type Immutable<T> = T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;

/** The whole configuration of one stack: checked, complete and fixed. Everything that the program does follows from it. */
export interface StackConfig {
  /** Name of the Pulumi stack. */
  readonly stack: string;

  readonly profile: Settings["profile"];
  readonly environment: Immutable<Settings["environment"]>;
  readonly cluster: {
    readonly name: string;
    readonly id: number;

    /** DNS domain inside the cluster. */
    readonly domain: string;

    readonly size: Settings["cluster"]["size"];
    readonly deletionProtection: boolean;
  };

  /** Exact version of every component. */
  readonly versions: Versions;

  /** Addresses that everything is fetched from, mirrors applied. */
  readonly sources: Sources;

  /** How the Kubernetes API is reached. */
  readonly endpoint: {
    /** Undefined on a cloud, where it is the load balancer's. */
    readonly host?: string;
    readonly port: number;
    /** Shared address of the control planes; undefined on a cloud. */
    readonly vip?: string;
    readonly dns?: Immutable<NonNullable<Settings["endpoint"]["dns"]>>;
  };
  readonly network: Immutable<Settings["network"]> & { readonly nodePrefixLength: number };

  /** The control planes, then the worker pools in the order of their addresses. */
  readonly pools: readonly [PoolConfig, ...PoolConfig[]];

  /** Number of machines of all pools. */
  readonly nodeCount: number;

  /** What machines are made on. The member of the same name is there, and no other of them. */
  readonly provider: Provider;
  readonly proxmox?: Immutable<Omit<Section<"proxmox">, "hosts" | "vmIdBase" | "vip">> & {
    readonly hosts: readonly { readonly name: string; readonly zone: string }[];
    readonly vmIdBase: number;
  };
  readonly aws?: Immutable<Section<"aws">> & {
    readonly zones: readonly string[];
    readonly natGateways: "perZone" | "single";
  };
  readonly azure?: Immutable<Section<"azure">>;
  readonly gcp?: Immutable<Section<"gcp">> & { readonly zones: readonly string[] };
  readonly metal?: Immutable<Omit<Section<"metal">, "vip" | "inventory">>;

  /** Whether Flux brings the cloud's storage driver with its classes. */
  readonly storage: { readonly csi: boolean };

  /** Talos, with the extensions that the provider needs put in and sorted. */
  readonly talos: Immutable<Settings["talos"]>;

  readonly mirrors: Immutable<Settings["mirrors"]>;
  readonly cilium: Immutable<Settings["cilium"]>;

  /** The security baseline; `talosApiAllowedCidrs` holds the node network too. */
  readonly security: Immutable<Settings["security"]>;

  /** Admission policies in the cluster; undefined where there are none. */
  readonly admission?: AdmissionConfig;

  /** What Flux follows; undefined where GitOps is off. */
  readonly gitops?: {
    /** Repository, or its mirror. */
    readonly url: string;
    readonly ref: GitRef;
    readonly path: string;
    readonly intervalMinutes: number;
    readonly addons: Immutable<Settings["gitops"]["addons"]>;
  };

  /** The management cluster; undefined where the cluster is none. */
  readonly capi?: { readonly infrastructure: Immutable<Settings["capi"]["infrastructure"]> };

  readonly handoff: Immutable<Settings["handoff"]>;

  readonly backup: {
    /** Snapshots of etcd; undefined where there are none. */
    readonly etcd?: {
      readonly schedule: string;
      /** Days that a snapshot is kept; 0 keeps all. */
      readonly retentionDays: number;
      readonly s3: {
        readonly endpoint?: string | undefined;
        readonly bucket: string;
        readonly region: string;
        readonly prefix: string;
      };

      /** age public key that snapshots are encrypted to. */
      readonly ageRecipient: string;
    };
  };
}

/** The section about a provider, where there is one. */
type Section<P extends Provider> = NonNullable<Settings[P]>;

/** What Flux follows in a repository. */
type GitRef = { readonly branch: string } | { readonly tag: string } | { readonly commit: string };

/** Extensions that a provider needs to work at all. */
const providerExtensions: Readonly<Partial<Record<Provider, readonly string[]>>> = {
  proxmox: ["siderolabs/qemu-guest-agent"],
};

/**
 * Derives the configuration of a stack from settings that passed every rule: picks the release, resolves hosts and
 * zones, fills in what depends on other values, and freezes the result.
 */
export function stackConfigOf(settings: Settings, stack: string): StackConfig {
  const { cluster, environment, network, provider, security, talos } = settings;
  const release = releaseOf(cluster.versions) ?? RELEASES[0];
  const pools = poolsOf(settings);
  const turnkey = settings.profile === "turnkey";
  const admission = admissionOf(settings, pools);

  return frozen<StackConfig>({
    stack,
    profile: settings.profile,
    environment,
    cluster: {
      name: cluster.name,
      id: cluster.id,
      domain: cluster.domain,
      size: cluster.size,
      deletionProtection: cluster.deletionProtection ?? environment.name === "prod",
    },
    versions: versionsOf(release, cluster.versions),
    sources: sourcesOf(settings, release),
    endpoint: endpointOf(settings),
    network: { ...network, nodePrefixLength: Number(network.nodeCidr.split("/")[1]) },
    pools,
    nodeCount: pools.reduce((sum, pool) => sum + pool.count, 0),
    provider,
    ...providerSectionOf(settings),
    storage: { csi: settings.storage.csi ?? (isCloud(provider) && bringsAddons(settings)) },
    talos: {
      ...talos,
      extensions: [...new Set([...(providerExtensions[provider] ?? []), ...talos.extensions])].sort(),
    },
    mirrors: settings.mirrors,
    cilium: settings.cilium,
    security: {
      ...security,
      talosApiAllowedCidrs: [network.nodeCidr, ...security.talosApiAllowedCidrs],
    },
    ...(admission && { admission }),
    ...((settings.gitops.enabled ?? turnkey) && { gitops: gitopsOf(settings) }),
    ...(managesClusters(settings) && { capi: { infrastructure: settings.capi.infrastructure } }),
    handoff: settings.handoff,
    backup: settings.backup.etcd.enabled ? { etcd: etcdBackupOf(settings) } : {},
  });
}

function endpointOf(settings: Settings): StackConfig["endpoint"] {
  const { endpoint } = settings;
  const vip = vipOf(settings);
  const host = endpoint.host ?? vip;
  return { ...endpoint, ...(vip !== undefined && { vip }), ...(host !== undefined && { host }) };
}

/** The section about the chosen provider with its defaults filled in. */
function providerSectionOf(settings: Settings): Partial<Pick<StackConfig, Provider>> {
  const { provider, cluster, environment, proxmox, aws, azure, gcp, metal } = settings;
  const hosts = hostsOf(settings);
  const zones = hosts.map(({ name }) => name);
  switch (provider) {
    case "proxmox":
      return proxmox
        ? { proxmox: { ...without(proxmox, "vip"), hosts, vmIdBase: proxmox.vmIdBase ?? cluster.id * 1000 } }
        : {};
    case "aws": {
      const natGateways = aws?.natGateways ?? (environment.name === "prod" ? "perZone" : "single");
      return aws ? { aws: { ...aws, zones, natGateways } } : {};
    }
    case "azure":
      return azure ? { azure } : {};
    case "gcp":
      return gcp ? { gcp: { ...gcp, zones } } : {};
    case "metal":
      return metal ? { metal: without(without(metal, "vip"), "inventory") } : {};
  }
}

/** A mapping without one of its keys. */
function without<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as Omit<T, K>;
}

function gitopsOf({ gitops, mirrors }: Settings): NonNullable<StackConfig["gitops"]> {
  const { path, intervalMinutes, addons, ref, url } = gitops;
  return { url: mirrors.fluxSource ?? url ?? "", ref: gitRefOf(ref), path, intervalMinutes, addons };
}

function gitRefOf(ref: Settings["gitops"]["ref"]): GitRef {
  if (ref?.commit !== undefined) {
    return { commit: ref.commit };
  }
  return ref?.tag !== undefined ? { tag: ref.tag } : { branch: ref?.branch ?? "" };
}

function etcdBackupOf({ backup, cluster }: Settings): NonNullable<StackConfig["backup"]["etcd"]> {
  const { schedule, retentionDays, ageRecipient = "", target } = backup.etcd;
  if (!target) {
    throw new TypeError("backup.etcd.target is missing although its rule passed");
  }
  return {
    schedule,
    retentionDays,
    ageRecipient,
    s3: { ...target.s3, prefix: target.s3.prefix ?? cluster.name },
  };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
