import { blocksOverlap } from "../../../../shared/cidr.ts";
import { clashIf } from "../../conflicts/conflict.ts";
import type { Clash, Conflict } from "../../conflicts/conflict.ts";
import { isAddress, isClusterName, isNetwork, isWhole } from "../../forms.ts";
import type { CiliumPlan } from "../../plan.ts";
import { poolSpans } from "../l4lb/pools.ts";
import { masqueradedPeers, overlappingNetworks, peerKey } from "./networks.ts";

const setup = "Cilium documentation, Setting up Cluster Mesh";

/** What a mesh of clusters cannot be: found in the settings of each cluster by itself, before a packet goes wrong between two. */
export const meshConflicts: readonly Conflict[] = [
  {
    id: "mesh-needs-clustermesh",
    reason: "the capability clustermesh runs the API server that the clusters of a mesh meet at",
    source: `${setup}, Enable Cluster Mesh`,
    remedy: "Switch clustermesh on, or take the settings of the mesh away.",
    clashes: ({ on, settings: { mesh } }) =>
      clashIf(
        !on.clustermesh &&
          (mesh.peers.length > 0 || mesh.serviceExport || (mesh.authority ?? mesh.address) !== undefined),
        "capabilities.clustermesh",
        false,
        "true with the settings of a mesh",
      ),
  },
  {
    id: "mesh-peer-malformed",
    reason: "a cluster is found by its name, number, networks and addresses",
    source: `${setup}, Prepare the Clusters`,
    remedy: "Copy them from the configuration of that cluster.",
    clashes: ({ settings: { mesh } }) => mesh.peers.flatMap(malformed),
  },
  {
    id: "mesh-needs-authority",
    reason: "clusters trust each other's mesh API servers by one certificate authority that they share",
    source: `${setup}, Shared Certificate Authority`,
    remedy:
      'Set settings.mesh.authority to "own" in one cluster, and to the stack of that one in the others.',
    clashes: ({ settings: { mesh } }) =>
      clashIf(
        mesh.peers.length > 0 && mesh.authority === undefined,
        "settings.mesh.peers",
        mesh.peers.map(({ name }) => name),
        "no peers without settings.mesh.authority",
      ),
  },
  {
    id: "mesh-name-taken",
    reason: "a mesh tells its clusters apart by name, in its policies too",
    source: `${setup}, Specify the Cluster Name and ID`,
    remedy: "List each other cluster once, by the name in its own configuration.",
    clashes: ({ clusterName, settings: { mesh } }) =>
      repeated("name", "name", [clusterName, ...mesh.peers.map(({ name }) => name)]),
  },
  {
    id: "mesh-id-taken",
    reason:
      "the number of its cluster is part of every identity, so two clusters of one number mix up their pods",
    source: `${setup}, Specify the Cluster Name and ID`,
    remedy: "Give every cluster of the mesh a number of its own, which it keeps for life.",
    clashes: ({ clusterId, settings: { mesh } }) =>
      repeated("id", "number", [clusterId, ...mesh.peers.map(({ id }) => id)]),
  },
  {
    id: "mesh-networks-overlap",
    reason: "an address that pods of one cluster share with anything of another leads to the wrong one",
    source: `${setup}, Cluster Addressing Requirements`,
    remedy: "Plan the pod networks of all clusters apart; a running cluster cannot change its own.",
    clashes: overlappingNetworks,
  },
  {
    id: "mesh-masquerades-peers",
    reason:
      "native routing masquerades what leaves the network that it is told of, and a pod that arrives under its node's address has lost its identity",
    source: `${setup}, Additional Requirements for Native-routed Datapath Modes`,
    remedy: "Name a network that holds the pod networks of all clusters, or choose routingMode tunnel.",
    clashes: masqueradedPeers,
  },
  {
    id: "mesh-address-not-given-out",
    reason: "the mesh API server gets its fixed address from the addresses of the load balancer",
    source: "Cilium documentation, LoadBalancer IP Address Management, Requesting IPs",
    remedy:
      "Switch l4lb on and choose an address of its ranges, or give no address: every machine then leads to the API server at port 32379.",
    clashes: (plan) => {
      const { address } = plan.settings.mesh;
      return clashIf(
        address !== undefined && !(plan.on.l4lb && isGivenOut(address, plan)),
        "settings.mesh.address",
        address,
        "an address of network.loadBalancerRange or of a pool, with l4lb on",
      );
    },
  },
  {
    id: "mesh-excludes-node-encryption",
    reason:
      "once a node knows those of a peer it encrypts what it sends to them, and the mesh API server answers the other way, so the first connection is the last",
    source: "cilium/cilium#31209, cilium/cilium#29872",
    remedy: "Leave nodeEncryption off: the traffic of pods is encrypted between the clusters all the same.",
    clashes: ({ settings: { encryption, mesh } }) =>
      clashIf(
        encryption.nodeEncryption && mesh.peers.length > 0,
        "settings.encryption.nodeEncryption",
        true,
        "false in a mesh",
      ),
  },
  {
    id: "mesh-peer-is-this-cluster",
    reason: "what answers at our own address is our own mesh API server",
    source: `${setup}, Connect Clusters`,
    remedy: "Name the address in the configuration of the peer.",
    clashes: ({ settings: { mesh } }) =>
      mesh.peers.flatMap(({ addresses }, peer) =>
        clashIf(
          mesh.address !== undefined && addresses.includes(mesh.address),
          peerKey(peer, "addresses"),
          addresses,
          "addresses other than settings.mesh.address",
        ),
      ),
  },
];

type Peer = CiliumPlan["settings"]["mesh"]["peers"][number];

function malformed({ name, id, podCidr, nodeCidr, addresses, port }: Peer, peer: number): Clash[] {
  const network = "an IPv4 network such as 10.244.0.0/16";
  const isName = isClusterName(name) && name !== "default";
  const checks = [
    [isName, "name", name, "1 to 32 lower-case letters, digits and dashes, and not default"],
    [isWhole(id, 1, 255), "id", id, "a whole number from 1 to 255"],
    [isNetwork(podCidr), "podCidr", podCidr, network],
    [isNetwork(nodeCidr), "nodeCidr", nodeCidr, network],
    [addresses.length > 0 && addresses.every(isAddress), "addresses", addresses, "one IPv4 address or more"],
    [isWhole(port, 1, 65_535), "port", port, "a port from 1 to 65535"],
  ] as const;
  return checks.flatMap(([holds, key, value, allowed]) =>
    clashIf(!holds, peerKey(peer, key), value, allowed),
  );
}

function isGivenOut(address: string, plan: CiliumPlan): boolean {
  return (
    isAddress(address) &&
    poolSpans(plan).some(
      ({ span }) =>
        isAddress(span.from) && isAddress(span.to) && blocksOverlap(span, { from: address, to: address }),
    )
  );
}

/** Values that occurred before. The first one is this cluster's, the others are those of its peers. */
function repeated(key: "name" | "id", word: string, values: readonly (string | number)[]): Clash[] {
  return values.flatMap((value, place) =>
    clashIf(
      values.indexOf(value) < place,
      peerKey(place - 1, key),
      value,
      `a ${word} that neither this cluster nor another peer has`,
    ),
  );
}
