import { resolveAlerts } from "./alerts.ts";
import type { AlertSettings } from "./alerts.ts";
import { resolveAnnouncement } from "./announcement.ts";
import type { AnnouncementSettings } from "./announcement.ts";
import { resolveBandwidth } from "./bandwidth.ts";
import type { BandwidthSettings } from "./bandwidth.ts";
import { resolveBgp } from "./bgp.ts";
import type { BgpSettings } from "./bgp.ts";
import { resolveEdge } from "./edge.ts";
import type { EdgeSettings } from "./edge.ts";
import { resolveEgress } from "./egress.ts";
import type { EgressSettings } from "./egress.ts";
import { resolveEncryption } from "./encryption.ts";
import type { EncryptionSettings } from "./encryption.ts";
import { resolveLoadBalancing } from "./load-balancing.ts";
import type { LoadBalancingSettings } from "./load-balancing.ts";
import { resolveMesh } from "./mesh.ts";
import type { MeshSettings } from "./mesh.ts";
import { resolveObservability } from "./observability.ts";
import type { ObservabilitySettings } from "./observability.ts";
import { resolveDnsEgress, resolveHostFirewall, resolveL7 } from "./policies.ts";
import type { DnsEgress, HostFirewallSettings, L7Settings } from "./policies.ts";
import { resolvePools } from "./pools.ts";
import type { PoolSettings } from "./pools.ts";
import { resolveRouting } from "./routing.ts";
import type { RoutingSettings } from "./routing.ts";
import { resolveTetragon } from "./tetragon.ts";
import type { TetragonSettings } from "./tetragon.ts";

export type { AddressSpan } from "./announcement.ts";
export { wellKnownCommunities } from "./bgp.ts";
export { maglevTableSizes } from "./load-balancing.ts";
export { boundedSets, metricSets } from "./observability.ts";

/** Choices that are not on or off, each group in a module of its own. */
export interface CiliumSettings
  extends RoutingSettings, AnnouncementSettings, ObservabilitySettings, PoolSettings {
  /** How Services are balanced towards clients outside the cluster. Default: see each. */
  readonly loadBalancing?: LoadBalancingSettings;

  /** The ways into the cluster: Gateway API and Ingress. Default: see each. */
  readonly edge?: EdgeSettings;

  /** How fast senders may go, and in how large pieces. Default: see each. */
  readonly bandwidth?: BandwidthSettings;

  /** The mesh of clusters that this one is part of. Default: none. */
  readonly mesh?: MeshSettings;

  /** The routers that the nodes tell where the cluster's addresses are. Default: none. */
  readonly bgp?: BgpSettings;

  /** Fixed source addresses of traffic that leaves the cluster. Default: none. */
  readonly egress?: EgressSettings;

  /** How traffic between the nodes is encrypted. Default: see each. */
  readonly encryption?: EncryptionSettings;

  /** Policies of the nodes themselves. Default: see each. */
  readonly hostFirewall?: HostFirewallSettings;

  /** Where requests are looked into. Default: see each. */
  readonly l7?: L7Settings;

  /** What pods may reach outside by name, under default-deny. Default: nothing. */
  readonly dnsEgress?: readonly DnsEgress[];

  /** What is observed and refused at run time. Default: see each. */
  readonly tetragon?: TetragonSettings;

  /** Alerts for Prometheus. Default: see each. */
  readonly alerts?: AlertSettings;

  /** Linux driver of the nodes' network cards, such as `virtio_net`. Default: not known, and what depends on it is refused. */
  readonly nicDriver?: string;

  /** Verbose agent logs. Default: false. */
  readonly debug?: boolean;
}

/** The settings with every default filled in. */
export type ResolvedSettings = ReturnType<typeof resolveSettings>;

/** Fills in every default. */
export function resolveSettings(given: CiliumSettings) {
  const routing = resolveRouting(given);
  const announcement = resolveAnnouncement(given);
  return {
    ...routing,
    ...announcement,
    ...resolveObservability(given),
    ...resolvePools(given),
    loadBalancing: resolveLoadBalancing(given.loadBalancing ?? {}, routing),
    edge: resolveEdge(given.edge ?? {}),
    bandwidth: resolveBandwidth(given.bandwidth ?? {}),
    mesh: resolveMesh(given.mesh ?? {}),
    bgp: resolveBgp(given.bgp ?? {}, announcement.announcement),
    egress: resolveEgress(given.egress ?? {}),
    encryption: resolveEncryption(given.encryption ?? {}),
    hostFirewall: resolveHostFirewall(given.hostFirewall ?? {}),
    l7: resolveL7(given.l7 ?? {}),
    dnsEgress: resolveDnsEgress(given.dnsEgress ?? []),
    tetragon: resolveTetragon(given.tetragon ?? {}),
    alerts: resolveAlerts(given.alerts ?? {}),
    nicDriver: given.nicDriver,
    debug: given.debug ?? false,
  };
}
