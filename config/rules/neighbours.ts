import { blocksOverlap, parseRange, type AddressRange } from "../../components/shared/cidr.ts";
import { poolsOf } from "../pools.ts";
import type { Settings } from "../schema.ts";
import type { Rule, Violation } from "./rule.ts";

interface Taken extends AddressRange {
  /** What could stand there instead, as a phrase. */
  readonly allowed: string;
}

const single = (what: string, address: string | undefined): Taken[] =>
  address === undefined ? [] : [{ allowed: `an address that is not ${what}`, from: address, to: address }];

/** Addresses that machines have or may get, the one that control planes share, and those that no machine can have. */
function machineAddresses({ network, provider, proxmox, metal }: Settings): Taken[] {
  const node = parseRange(network.nodeCidr);
  const reserved = [
    ...single("the address of the node network itself", node.from),
    ...single("the broadcast address of the node network", node.to),
  ];
  if (provider === "proxmox" && proxmox !== undefined) {
    const { from, to } = proxmox.addressRange;
    const allowed = `an address outside proxmox.addressRange (${from} to ${to})`;
    return [{ allowed, from, to }, ...single("proxmox.vip", proxmox.vip), ...reserved];
  }
  if (provider === "metal" && metal !== undefined) {
    const machines = metal.machines.flatMap(({ name, address }) =>
      single(`that of the machine ${name}`, address),
    );
    return [...machines, ...single("metal.vip", metal.vip), ...reserved];
  }
  return [];
}

/** Gateway and servers of a network that is not a cloud's. */
function neighboursOf({ provider, proxmox, metal }: Settings): Taken[] {
  const site = provider === "proxmox" ? proxmox : provider === "metal" ? metal : undefined;
  return site === undefined
    ? []
    : [
        ...single(`${provider}.gateway`, site.gateway),
        ...[...site.dns, ...site.ntp]
          .filter((server) => /^[\d.]+$/.test(server))
          .flatMap((server) => single("a name or time server", server)),
      ];
}

function violations(key: string, address: string, taken: readonly Taken[], remedy: string): Violation[] {
  return taken
    .filter((other) => blocksOverlap(other, { from: address, to: address }))
    .map(({ allowed }) => ({ key, value: address, allowed, remedy }));
}

const bgpPeers: Rule = {
  name: "bgp-peer-address",
  holds: "A BGP peer is a router, not one of the cluster's machines.",
  needs: ["cilium", "network", "provider"],
  check: (settings) =>
    settings.cilium.settings.bgp.peers.flatMap(({ address }, index) =>
      violations(
        `cilium.settings.bgp.peers[${index}].address`,
        address,
        machineAddresses(settings),
        "Give the address of the router.",
      ),
    ),
};

const egressAddresses: Rule = {
  name: "egress-address-taken",
  holds: "The address of an egress gateway is that of no machine, router or server.",
  needs: ["cilium", "network", "provider"],
  check: (settings) => {
    const { cilium } = settings;
    const taken = [
      ...machineAddresses(settings),
      ...neighboursOf(settings),
      ...cilium.settings.bgp.peers.flatMap(({ name, address }) =>
        single(`that of the BGP peer ${name}`, address),
      ),
    ];
    return cilium.settings.egress.policies.flatMap(({ gateways }, policy) =>
      gateways.flatMap(({ address }, gateway) =>
        address === undefined
          ? []
          : violations(
              `cilium.settings.egress.policies[${policy}].gateways[${gateway}].address`,
              address,
              taken,
              "Choose a free address and give it to the gateway node beside its own; leave it out to use the node's own.",
            ),
      ),
    );
  },
};

/** Every choice of nodes by label, by its key. */
function nodeChoices({ announcementNodeLabels, bgp, edge, egress }: Settings["cilium"]["settings"]) {
  return [
    { key: "announcementNodeLabels", labels: announcementNodeLabels },
    { key: "bgp.nodeLabels", labels: bgp.nodeLabels },
    { key: "edge.gateway.nodeLabels", labels: edge.gateway.nodeLabels },
    { key: "edge.ingress.nodeLabels", labels: edge.ingress.nodeLabels },
    ...egress.policies.flatMap(({ gateways }, policy) =>
      gateways.map(({ nodeLabels }, gateway) => ({
        key: `egress.policies[${policy}].gateways[${gateway}].nodeLabels`,
        labels: nodeLabels,
      })),
    ),
  ];
}

const chosenNodes: Rule = {
  name: "label-of-no-machine",
  holds: "Labels that choose nodes are those of machines.",
  needs: ["cilium", "controlPlane", "workers", "provider"],
  check: (settings) => {
    const pools = poolsOf(settings).filter(({ count }) => count > 0);
    return nodeChoices(settings.cilium.settings)
      .map(({ key, labels }) => {
        // Labels of this domain come from Talos, Kubernetes and the provider.
        const own = Object.entries(labels).filter(([label]) => !/(^|\.)kubernetes\.io\//.test(label));
        return { key, labels, own };
      })
      .filter(
        ({ own }) => !pools.some(({ labels }) => own.every(([label, value]) => labels[label] === value)),
      )
      .map(({ key, labels }) => ({
        key: `cilium.settings.${key}`,
        value: labels,
        allowed: "labels of a pool that has machines, or labels that you give the nodes yourself",
        remedy: "Give a pool these labels, correct them, or see to it that a node gets them.",
      }));
  },
};

/** Rules about the addresses that the cluster's network speaks with and as. */
export const neighbourRules: readonly Rule[] = [bgpPeers, egressAddresses];

/** Choices of nodes that seem to choose none. */
export const neighbourAdvice: readonly Rule[] = [chosenNodes];
