import type { NodePool, ProxmoxMachinesArgs } from "../../../components/machines/index.ts";

export const controlPlane: NodePool = {
  name: "control-plane",
  role: "controlplane",
  count: 3,
  cpu: 4,
  memoryMiB: 8192,
  diskGiB: 100,
};

export const general: NodePool = {
  name: "general",
  role: "worker",
  count: 2,
  maxCount: 10,
  cpu: 8,
  memoryMiB: 16384,
  diskGiB: 200,
  labels: { tier: "general" },
};

/** Three control planes and two workers on three hosts. */
export const site: ProxmoxMachinesArgs = {
  clusterName: "edge",
  hosts: [{ name: "pve1", zone: "rack-a" }, { name: "pve2" }, { name: "pve3" }],
  datastores: { vm: "local-lvm", image: "local" },
  bridge: "vmbr0",
  vlan: 20,
  addressRange: { from: "10.0.0.11", to: "10.0.0.60" },
  prefixLength: 24,
  gateway: "10.0.0.1",
  nameservers: ["10.0.0.1"],
  vmIdBase: 4000,
  pools: [controlPlane, general],
  image: {
    url: "https://factory.talos.dev/image/abc/v1.13.9/nocloud-amd64.qcow2",
    schematicId: "abcdef0123456789",
    version: "1.13.9",
    extensions: ["siderolabs/qemu-guest-agent"],
  },
  endpoint: { host: "10.0.0.10", port: 6443 },
};
