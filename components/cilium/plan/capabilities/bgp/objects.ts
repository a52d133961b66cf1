import type { ICiliumBGPAdvertisement } from "@kubernetes-models/cilium/cilium.io/v2/CiliumBGPAdvertisement";
import type { ICiliumBGPClusterConfig } from "@kubernetes-models/cilium/cilium.io/v2/CiliumBGPClusterConfig";
import type { ICiliumBGPPeerConfig } from "@kubernetes-models/cilium/cilium.io/v2/CiliumBGPPeerConfig";
import type { IBGPWellKnownCommunity } from "@kubernetes-models/cilium/cilium.io/v2/BGPWellKnownCommunity";

import type { CiliumPlan } from "../../plan.ts";
import type { ResolvedBgpPeer } from "../../settings/bgp.ts";
import type { ResolvedSettings } from "../../settings/index.ts";
import type { CiliumObject } from "../capability.ts";

/** The Secret with the password of authenticated sessions, under the key `password`. Agents may read this namespace for it. */
export const bgpPasswordSecret = { name: "cilium-bgp-password", namespace: "kube-system" } as const;

/** Names of the peers whose sessions are signed with the password. */
export function authenticatedPeers({ on, settings: { bgp } }: CiliumPlan): string[] {
  return on.bgp ? bgp.peers.filter(({ authenticated }) => authenticated).map(({ name }) => name) : [];
}

type Bgp = ResolvedSettings["bgp"];
type Advertisement = NonNullable<ICiliumBGPAdvertisement["spec"]>["advertisements"][number];

/** By this label a peer finds what it is told. */
const advertised = { "infraflux.io/advertise": "bgp" };

/** The sessions: what is told, how each peer is spoken to, and who speaks to whom. None without peers. */
export function bgpObjects({ settings: { bgp } }: CiliumPlan): CiliumObject[] {
  if (bgp.peers.length === 0) {
    return [];
  }
  const before = [advertisement(bgp), ...bgp.peers.map(peerConfig)];
  return [...before, { ...clusterConfig(bgp), after: before.map(({ part }) => part) }];
}

function advertisement({ advertise }: Bgp): CiliumObject {
  const { loadBalancers, podCidr, communities } = advertise;
  const attributes = communities.length > 0 ? { attributes: { communities: byForm(communities) } } : {};
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPAdvertisement",
    metadata: { name: "default", labels: advertised },
    spec: {
      advertisements: [
        ...(loadBalancers ? [{ ...loadBalancerAddresses(advertise), ...attributes }] : []),
        ...(podCidr ? [{ advertisementType: "PodCIDR" as const, ...attributes }] : []),
      ],
    },
  } satisfies ICiliumBGPAdvertisement;
  return { part: "bgp-advertisement", crd: "ciliumbgpadvertisements.cilium.io", manifest };
}

function loadBalancerAddresses({ serviceLabels }: Bgp["advertise"]): Advertisement {
  // No selector would choose no Service. Cilium gives each one its own name as a label, so this chooses all.
  const every = { matchExpressions: [{ key: "io.kubernetes.service.name", operator: "Exists" as const }] };
  return {
    advertisementType: "Service",
    service: { addresses: ["LoadBalancerIP"] },
    selector: Object.keys(serviceLabels).length > 0 ? { matchLabels: { ...serviceLabels } } : every,
  };
}

/** Communities sorted by how they are written: a pair of numbers, three numbers, or a name. */
function byForm(communities: readonly string[]) {
  const written = (form: RegExp) => communities.filter((community) => form.test(community));
  const [standard, large, named] = [written(/^\d+(:\d+)?$/), written(/^\d+:\d+:\d+$/), written(/^[a-z]/)];
  return {
    ...(standard.length > 0 && { standard }),
    ...(large.length > 0 && { large }),
    ...(named.length > 0 && { wellKnown: named as IBGPWellKnownCommunity[] }),
  };
}

function peerConfig(peer: ResolvedBgpPeer): CiliumObject {
  const { connectRetryTimeSeconds, gracefulRestartSeconds, holdTimeSeconds, keepAliveTimeSeconds } = peer;
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPPeerConfig",
    metadata: { name: peer.name },
    spec: {
      ebgpMultihop: peer.multihopTtl,
      timers: { connectRetryTimeSeconds, holdTimeSeconds, keepAliveTimeSeconds },
      ...(gracefulRestartSeconds !== undefined && {
        gracefulRestart: { enabled: true, restartTimeSeconds: gracefulRestartSeconds },
      }),
      ...(peer.authenticated && { authSecretRef: bgpPasswordSecret.name }),
      // Named, because Cilium would offer IPv6 as well, which the cluster does not have.
      families: [{ afi: "ipv4", safi: "unicast", advertisements: { matchLabels: advertised } }],
    },
  } satisfies ICiliumBGPPeerConfig;
  return { part: `bgp-peer-${peer.name}`, crd: "ciliumbgppeerconfigs.cilium.io", manifest };
}

/** It names no port to listen on: the agents call the routers, and the machines need no further opening. */
function clusterConfig({ localAsn, nodes, nodeLabels, peers }: Bgp): CiliumObject {
  const workers = [{ key: "node-role.kubernetes.io/control-plane", operator: "DoesNotExist" as const }];
  const nodeSelector = {
    ...(Object.keys(nodeLabels).length > 0 && { matchLabels: { ...nodeLabels } }),
    ...(nodes === "workers" && { matchExpressions: workers }),
  };
  const manifest = {
    apiVersion: "cilium.io/v2",
    kind: "CiliumBGPClusterConfig",
    metadata: { name: "default" },
    spec: {
      ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
      bgpInstances: [
        {
          name: "default",
          ...(localAsn !== undefined && { localASN: localAsn }),
          peers: peers.map(({ name, address, asn }) => ({
            name,
            peerASN: asn,
            peerAddress: address,
            peerConfigRef: { name },
          })),
        },
      ],
    },
  } satisfies ICiliumBGPClusterConfig;
  return { part: "bgp", crd: "ciliumbgpclusterconfigs.cilium.io", manifest };
}
