import type { CiliumPlanArgs } from "./args.ts";
import { resolveSettings } from "./settings/index.ts";
import type { ResolvedSettings } from "./settings/index.ts";
import { capabilityDefaults, capabilityNames } from "./toggles.ts";
import type { CapabilityName, L7Protocol } from "./toggles.ts";

/** The arguments with every default filled in. */
export interface CiliumPlan {
  readonly clusterName: string;
  readonly clusterId: number;
  readonly clusterDomain: string;
  readonly podCidr: string;
  readonly nodeCidr: string | undefined;
  readonly serviceCidr: string | undefined;
  readonly kernelVersion: string;
  readonly nodeCount: number;
  readonly workerCount: number;
  readonly kubePrismPort: number;
  readonly hostDnsForwarding: boolean;
  readonly talosFirewall: boolean;
  readonly cloud: boolean;
  readonly ciliumVersion: string;
  readonly tetragonVersion: string | undefined;

  /** Which capabilities are on. */
  readonly on: Readonly<Record<CapabilityName, boolean>>;

  /** Protocols of L7 visibility; empty when it is off. */
  readonly l7Protocols: readonly L7Protocol[];

  readonly settings: ResolvedSettings;
  readonly networkPolicies: "default-deny" | "none";
  readonly operatorCidrs: readonly string[];
  readonly platformNamespaces: readonly string[];
  readonly platformPorts: readonly number[];
}

/** Who the controllers that run the cluster are taken to be, and what they need outside. */
export const platformDefaults = {
  /** Namespaces that InfraFlux itself fills. */
  namespaces: [
    "flux-system",
    "cert-manager",
    "capi-operator-system",
    "capi-system",
    "cabpt-system",
    "cacppt-system",
    "capi-ipam-in-cluster-system",
    "capmox-system",
    "etcd-backup",
  ],

  /** Git over SSH, everything over HTTPS, and the APIs of clusters that were made here, of Proxmox and of Talos. */
  ports: [22, 443, 6443, 8006, 50000],
} as const;

/** Fills in every default. */
export function planCilium(args: CiliumPlanArgs): CiliumPlan {
  const { capabilities = {}, charts } = args;
  const { l7Visibility = {} } = capabilities;
  const l7Enabled = l7Visibility.enabled ?? capabilityDefaults.l7Visibility.enabled;
  const settings = resolveSettings(args.settings ?? {});
  return {
    clusterName: args.clusterName,
    clusterId: args.clusterId,
    clusterDomain: args.clusterDomain ?? "cluster.local",
    podCidr: args.podCidr,
    nodeCidr: args.nodeCidr,
    serviceCidr: args.serviceCidr,
    kernelVersion: args.kernelVersion ?? "6.18",
    nodeCount: args.nodeCount,
    workerCount: args.workerCount ?? 0,
    kubePrismPort: args.kubePrismPort ?? 7445,
    hostDnsForwarding: args.hostDnsForwarding ?? settings.hostRouting === "legacy",
    talosFirewall: args.talosFirewall ?? false,
    cloud: args.cloud ?? false,
    ciliumVersion: charts.ciliumVersion,
    tetragonVersion: charts.tetragonVersion,
    on: toggles((name) =>
      name === "l7Visibility" ? l7Enabled : (capabilities[name] ?? capabilityDefaults[name]),
    ),
    l7Protocols: l7Enabled ? (l7Visibility.protocols ?? capabilityDefaults.l7Visibility.protocols) : [],
    settings,
    networkPolicies: args.networkPolicies ?? "default-deny",
    operatorCidrs: args.operatorCidrs ?? [],
    platformNamespaces: args.platformNamespaces ?? platformDefaults.namespaces,
    platformPorts: args.platformPorts ?? platformDefaults.ports,
  };
}

/** The capabilities that are on, in the order in which they are documented. */
export function enabledCapabilities(plan: CiliumPlan): CapabilityName[] {
  return capabilityNames.filter((name) => plan.on[name]);
}

function toggles(isOn: (name: CapabilityName) => boolean): Record<CapabilityName, boolean> {
  return Object.fromEntries(capabilityNames.map((name) => [name, isOn(name)])) as Record<
    CapabilityName,
    boolean
  >;
}
