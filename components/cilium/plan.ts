import type { CiliumSettings, CiliumStackArgs } from "./args.ts";
import { capabilityDefaults, capabilityNames } from "./toggles.ts";
import type { CapabilityName, L7Protocol } from "./toggles.ts";

/** The plain part of the arguments: all that values and objects are made from. */
export type CiliumPlanArgs = Omit<CiliumStackArgs, "charts" | "client" | "gateTimeoutSeconds">;

/** The arguments with every default filled in. */
export interface CiliumPlan {
  readonly clusterName: string;
  readonly clusterId: number;
  readonly clusterDomain: string;
  readonly podCidr: string;
  readonly nodeCount: number;
  readonly kubePrismPort: number;

  /** Which capabilities are on. */
  readonly on: Readonly<Record<CapabilityName, boolean>>;

  /** Protocols of L7 visibility; empty when it is off. */
  readonly l7Protocols: readonly L7Protocol[];

  readonly settings: CiliumSettings &
    Required<
      Pick<CiliumSettings, "routingMode" | "tunnelProtocol" | "hostRouting" | "announcement" | "debug">
    >;

  readonly networkPolicies: "default-deny" | "none";
  readonly platformNamespaces: readonly string[];
}

/** Namespaces that InfraFlux itself fills with controllers. */
const platformNamespaces = [
  "flux-system",
  "cert-manager",
  "capi-operator-system",
  "capi-system",
  "cabpt-system",
  "cacppt-system",
  "capi-ipam-in-cluster-system",
  "capmox-system",
  "etcd-backup",
];

/** Fills in every default. */
export function planCilium(args: CiliumPlanArgs): CiliumPlan {
  const { capabilities = {}, settings = {} } = args;
  const { l7Visibility = {} } = capabilities;
  const l7Enabled = l7Visibility.enabled ?? capabilityDefaults.l7Visibility.enabled;
  return {
    clusterName: args.clusterName,
    clusterId: args.clusterId,
    clusterDomain: args.clusterDomain ?? "cluster.local",
    podCidr: args.podCidr,
    nodeCount: args.nodeCount,
    kubePrismPort: args.kubePrismPort ?? 7445,
    on: toggles((name) =>
      name === "l7Visibility" ? l7Enabled : (capabilities[name] ?? capabilityDefaults[name]),
    ),
    l7Protocols: l7Enabled ? (l7Visibility.protocols ?? capabilityDefaults.l7Visibility.protocols) : [],
    settings: {
      ...settings,
      routingMode: settings.routingMode ?? "tunnel",
      tunnelProtocol: settings.tunnelProtocol ?? "vxlan",
      hostRouting: settings.hostRouting ?? "legacy",
      announcement: settings.announcement ?? "l2",
      debug: settings.debug ?? false,
    },
    networkPolicies: args.networkPolicies ?? "default-deny",
    platformNamespaces: args.platformNamespaces ?? platformNamespaces,
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
