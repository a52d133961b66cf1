import type { World } from "../../core/kind.ts";

/** A machine of the world, as machine providers write it; the `talos` part is the Talos package's. */
export interface Machine {
  readonly name: string;
  readonly address: string;
  readonly power: "running" | "stopped";
  readonly mac?: string;
  /** Whether only those inside its network reach it. */
  readonly private?: boolean;
  readonly talos?: MachineTalos;
}

/** What Talos does on a machine. */
export interface MachineTalos {
  readonly mode: "maintenance" | "configured";
  /** SHA-256 of the machine configuration, in hexadecimal digits. */
  readonly config?: string;
  readonly role?: "controlplane" | "worker";
  readonly hostname?: string;
  readonly clusterId?: string;
  /** Address of the Kubernetes API that the machine was told. */
  readonly endpoint?: string;
  /** Authority that clients of the machine must be certified by: base64-encoded PEM. */
  readonly authority?: string;
}

/** A Kubernetes cluster of the world, by the cluster id of its Talos secrets. */
export interface ClusterRecord {
  readonly name: string;
  readonly endpoint: string;
  readonly bootstrapped: boolean;
  /** Certificate of the Kubernetes authority: base64-encoded PEM. */
  readonly ca: string;
  /** Key of the Kubernetes authority: base64-encoded PEM. */
  readonly caKey: string;
  /** Key that service account tokens are signed with: base64-encoded PEM. */
  readonly serviceAccountKey: string;
  readonly kubernetesVersion: string;
  /** Nodes that have joined. A node stays when its machine goes, until somebody deletes it. */
  readonly nodes: readonly ClusterNode[];
  /** The network plugin that runs. Nodes are not Ready without one. */
  readonly cni?: string;
  /** What Talos applies at bootstrap. */
  readonly manifests: TalosManifests;
  /** Members that etcd still counts although their machines were wiped without leaving it. Default: none. */
  readonly lostMembers?: number;
}

/** A node, apart from whether it is Ready. */
export interface ClusterNode {
  readonly name: string;
  readonly address: string;
  readonly role: "controlplane" | "worker";
}

/** Objects that Talos itself puts into a new cluster. */
export interface TalosManifests {
  /** The network plugin that Talos installs, none when it was told so. */
  readonly cni?: string;
  /** Whether pods can be given access to the Talos API, by objects of a kind that Talos then brings. */
  readonly talosApiAccess: boolean;
  /** Addresses of manifests to fetch. */
  readonly addresses: readonly string[];
  /** Manifests of the configuration itself. */
  readonly inline: readonly { readonly name: string; readonly contents: string }[];
}

/** Collections that hold what belongs to a cluster, by ids that begin with the cluster's. */
const belongings = ["object", "fieldManagers", "crd", "release"];

/** The nodes of a cluster and whether they are Ready: the machine runs with its configuration, and there is a network. */
export function nodesOf(world: World, clusterId: string): (ClusterNode & { readonly ready: boolean })[] {
  const cluster = world.get<ClusterRecord>("cluster", clusterId);
  if (cluster?.bootstrapped !== true) {
    return [];
  }
  return cluster.nodes.map((node) => ({
    ...node,
    ready: cluster.cni !== undefined && isUp(world, clusterId, node),
  }));
}

/**
 * Whether somebody serves the Kubernetes API of a cluster: a control plane that is up, after bootstrap, unless etcd has lost
 * its majority to machines that were wiped.
 */
export function isApiUp(world: World, clusterId: string): boolean {
  const cluster = world.get<ClusterRecord>("cluster", clusterId);
  const { healthy } = etcdOf(world, clusterId);
  return cluster?.bootstrapped === true && healthy > (healthy + (cluster.lostMembers ?? 0)) / 2;
}

/** The members of a cluster's etcd, lost ones counted in, and how many of them are up. */
export function etcdOf(
  world: World,
  clusterId: string,
): { readonly members: number; readonly healthy: number } {
  const machines = world
    .list<Machine>("machine")
    .map(({ value }) => value)
    .filter(({ talos }) => talos?.clusterId === clusterId && talos.role === "controlplane");
  const { lostMembers = 0 } = world.get<ClusterRecord>("cluster", clusterId) ?? {};
  return {
    members: machines.length + lostMembers,
    healthy: machines.filter(({ power }) => power === "running").length,
  };
}

/** Lets a machine join its cluster as a node, or come back with another role or name. */
export function joinNode(world: World, clusterId: string, node: ClusterNode): void {
  const cluster = world.get<ClusterRecord>("cluster", clusterId);
  if (cluster?.bootstrapped === true) {
    const others = cluster.nodes.filter(
      ({ name, address }) => name !== node.name && address !== node.address,
    );
    world.put("cluster", clusterId, { ...cluster, nodes: [...others, node].sort(byName) });
  }
}

/**
 * Removes the clusters that no machine is left of, with all that was in them: a cluster lives on its machines' disks.
 *
 * To be called after a machine was deleted.
 */
export function removeAbandonedClusters(world: World): void {
  const inhabited = new Set(world.list<Machine>("machine").map(({ value }) => value.talos?.clusterId));
  for (const { id } of world.list<ClusterRecord>("cluster")) {
    if (!inhabited.has(id)) {
      world.remove("cluster", id);
      for (const collection of belongings) {
        for (const item of world.list(collection)) {
          if (item.id.startsWith(`${id}|`)) {
            world.remove(collection, item.id);
          }
        }
      }
    }
  }
}

function isUp(world: World, clusterId: string, node: ClusterNode): boolean {
  const machine = world.get<Machine>("machine", node.address);
  return (
    machine?.power === "running" &&
    machine.talos?.mode === "configured" &&
    machine.talos.clusterId === clusterId
  );
}

function byName(a: ClusterNode, b: ClusterNode): number {
  return a.name < b.name ? -1 : 1;
}
