/** Labels that choose nodes. */
type NodeLabels = Readonly<Record<string, string>>;

/** What both ways into the cluster have. */
interface EntrySettings {
  /**
   * Whether a Service of this edge is served by every node (`Cluster`) or only by nodes with a backend (`Local`). The client's
   * address reaches the proxy either way. Default: `Cluster`.
   */
  readonly externalTrafficPolicy?: "Cluster" | "Local";

  /** Listens on the addresses of the nodes instead of taking addresses of load balancers. Default: false. */
  readonly hostNetwork?: boolean;

  /** Nodes that listen in `hostNetwork`. Default: all. */
  readonly nodeLabels?: NodeLabels;
}

/** Gateway API. */
export interface GatewaySettings extends EntrySettings {
  /** Offers HTTP/2 to clients of TLS listeners, as gRPC needs; it switches `appProtocol` on as well. Default: false. */
  readonly alpn?: boolean;

  /** Speaks to a backend what the `appProtocol` of its Service port says. Default: false, and true with `alpn`. */
  readonly appProtocol?: boolean;
}

/** Ingress. */
export interface IngressSettings extends EntrySettings {
  /** One address for all Ingresses (`shared`), or one for each (`dedicated`). Default: `shared`. */
  readonly loadBalancerMode?: "shared" | "dedicated";

  /** Serves Ingresses that name no class. Default: true. */
  readonly defaultClass?: boolean;

  /** Redirects plain HTTP for hosts with a certificate. Default: true. */
  readonly enforceHttps?: boolean;

  /** Port of the shared listener in `hostNetwork`. Default: 8080. */
  readonly hostPort?: number;

  /**
   * Class of the shared Service, which ties it to one announcement: `io.cilium/l2-announcer`, `io.cilium/bgp-control-plane`,
   * or the class of another load balancer. Default: none, and every announcement may carry it.
   */
  readonly loadBalancerClass?: string;
}

/** The ways into the cluster. */
export interface EdgeSettings {
  /** Ports on which Gateways and Ingresses listen. In `hostNetwork` a port below 1024 takes a capability more. Default: 80 and 443. */
  readonly ports?: readonly number[];

  readonly gateway?: GatewaySettings;
  readonly ingress?: IngressSettings;
}

/** Fills in the defaults. */
export function resolveEdge({ ports = [80, 443], gateway = {}, ingress = {} }: EdgeSettings) {
  const alpn = gateway.alpn ?? false;
  return {
    ports,
    gateway: { ...resolveEntry(gateway), alpn, appProtocol: alpn || (gateway.appProtocol ?? false) },
    ingress: {
      ...resolveEntry(ingress),
      loadBalancerMode: ingress.loadBalancerMode ?? "shared",
      defaultClass: ingress.defaultClass ?? true,
      enforceHttps: ingress.enforceHttps ?? true,
      hostPort: ingress.hostPort ?? 8080,
      loadBalancerClass: ingress.loadBalancerClass,
    },
  } as const;
}

function resolveEntry(given: EntrySettings): Required<EntrySettings> {
  return {
    externalTrafficPolicy: given.externalTrafficPolicy ?? "Cluster",
    hostNetwork: given.hostNetwork ?? false,
    nodeLabels: given.nodeLabels ?? {},
  };
}
