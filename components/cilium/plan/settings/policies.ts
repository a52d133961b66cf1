/** Whether policies of the nodes are shown, enforced, or left out. */
export type HostFirewallMode = "audit" | "enforce" | "off";

/** Policies of the nodes themselves. */
export interface HostFirewallSettings {
  /**
   * `audit` drops nothing and shows in Hubble what `enforce` would drop; `off` brings no policy. How to go from one to the
   * next is told in docs/runbooks/host-firewall.md. Default: `audit`.
   */
  readonly mode?: HostFirewallMode;

  /** Nodes that `enforce` closes, by their labels, so that it can go from a few to all. Default: every node. */
  readonly nodeLabels?: Readonly<Record<string, string>>;

  /** Networks outside the cluster from which the Kubernetes API may be reached. Default: every network. */
  readonly kubernetesApiCidrs?: readonly string[];
}

/** Where requests are looked into, beside the edge and the policies that applications bring. */
export interface L7Settings {
  /** Namespaces among whose pods HTTP and gRPC pass the proxy, one at a time: it costs processor time. Default: none. */
  readonly namespaces?: readonly string[];

  /** TCP ports of their pods that carry plain HTTP or gRPC. TLS and anything else breaks there. Default: 80 and 8080. */
  readonly ports?: readonly number[];
}

/** What some pods may reach outside the cluster, by name. */
export interface DnsEgress {
  /** Namespaces of the pods. */
  readonly namespaces: readonly string[];

  /** Names such as `api.github.com`, or patterns: `*.example.org` is one level below it, `**.example.org` any. */
  readonly names: readonly string[];

  /** TCP ports. Default: 443. */
  readonly ports?: readonly number[];
}

/** Fills in the defaults. */
export function resolveHostFirewall(given: HostFirewallSettings): Required<HostFirewallSettings> {
  return {
    mode: given.mode ?? "audit",
    nodeLabels: given.nodeLabels ?? {},
    kubernetesApiCidrs: given.kubernetesApiCidrs ?? ["0.0.0.0/0"],
  };
}

/** Fills in the defaults. */
export function resolveL7(given: L7Settings): Required<L7Settings> {
  // Each has a policy of its own, which a namespace that is named twice would have twice.
  return { namespaces: [...new Set(given.namespaces)], ports: given.ports ?? [80, 8080] };
}

/** Fills in the defaults. */
export function resolveDnsEgress(given: readonly DnsEgress[]): readonly Required<DnsEgress>[] {
  return given.map(({ ports = [443], ...rest }) => ({ ...rest, ports }));
}
