/** A span of IPv4 addresses, both ends included. */
export interface AddressSpan {
  /** First address. */
  readonly from: string;

  /** Last address. */
  readonly to: string;
}

/** Addresses of load balancers, and how they become known. */
export interface AnnouncementSettings {
  /** Addresses that Services of type LoadBalancer may take. Default: none, and such Services wait for an address. */
  readonly loadBalancerRange?: AddressSpan;

  /** How load balancer addresses become known on the network. Default: `l2`. */
  readonly announcement?: "l2" | "bgp" | "none";

  /** Regular expressions of the interfaces that announce over L2. Default: every interface. */
  readonly announcementInterfaces?: readonly string[];

  /** Labels of the nodes that announce over L2. Default: every node but control planes, where there are others. */
  readonly announcementNodeLabels?: Readonly<Record<string, string>>;

  /** How long a node keeps announcing a Service over L2. Default: see each. */
  readonly announcementLease?: AnnouncementLease;

  /** Services of type LoadBalancer that are expected at most; requests to the API server are budgeted for them. Default: 200. */
  readonly announcedServices?: number;
}

/** The lease by which one node announces a Service over L2. */
export interface AnnouncementLease {
  /** Seconds after which another node takes over from one that went silent. Default: 15. */
  readonly durationSeconds?: number;

  /** Seconds within which the holder renews; each renewal is a request to the API server. Default: 5. */
  readonly renewSeconds?: number;

  /** Seconds between two attempts to renew, by a fifth or more below `renewSeconds`. Default: 2. */
  readonly retrySeconds?: number;
}

/** Fills in the defaults. */
export function resolveAnnouncement(given: AnnouncementSettings) {
  return {
    loadBalancerRange: given.loadBalancerRange,
    announcement: given.announcement ?? "l2",
    announcementInterfaces: given.announcementInterfaces ?? [],
    announcementNodeLabels: given.announcementNodeLabels ?? {},
    announcementLease: {
      durationSeconds: given.announcementLease?.durationSeconds ?? 15,
      renewSeconds: given.announcementLease?.renewSeconds ?? 5,
      retrySeconds: given.announcementLease?.retrySeconds ?? 2,
    },
    announcedServices: given.announcedServices ?? 200,
  } as const;
}
