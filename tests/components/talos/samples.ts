import type { Machine } from "../../../components/machines/index.ts";
import { machinePatches, type MachineSettings } from "../../../components/talos/index.ts";

export const endpoint = { host: "10.0.0.10", port: 6443 };

/** The patches of a machine whose endpoint is known, as texts. */
export function knownPatches(settings: MachineSettings, machine: Machine): string[] {
  return machinePatches(settings, { endpoint }, machine).map(String);
}

/** A control plane as the Proxmox provider describes it. */
export const controlPlane = {
  name: "edge-cp-1",
  role: "controlplane",
  pool: "control-plane",
  address: "10.0.0.11",
  mac: "02:a1:b2:c3:d4:e5",
  host: "pve1",
  zone: "pve1",
  installDisk: { path: "/dev/sda" },
  platform: "nocloud",
  configDelivery: "api",
  network: { gateway: "10.0.0.1", prefixLength: 24, nameservers: ["10.0.0.1"], timeServers: [] },
} satisfies Machine;

export const worker = {
  ...controlPlane,
  name: "edge-general-1",
  role: "worker",
  pool: "general",
  address: "10.0.0.21",
  mac: "02:a1:b2:c3:d4:e6",
} satisfies Machine;

/** The least that a cluster needs. */
export const plainSettings: MachineSettings = {
  installerImage: `factory.talos.dev/nocloud-installer/${"a".repeat(64)}:v1.13.9`,
  network: { nodeCidr: "10.0.0.0/24", podCidr: "10.244.0.0/16", serviceCidr: "10.96.0.0/12" },
};

/** Everything at once. */
export const fullSettings: MachineSettings = {
  ...plainSettings,
  vip: "10.0.0.10",
  certSans: ["api.edge.example.org"],
  diskEncryption: { key: "nodeId" },
  podSecurity: { level: "restricted", exemptNamespaces: ["kube-system", "longhorn-system"] },
  auditPolicy: "request",
  registryMirrors: {
    "docker.io": ["https://mirror.example.org/v2/docker.io"],
    "ghcr.io": ["https://ghcr.example.org"],
  },
  extraManifests: ["https://example.org/gateway-api.yaml"],
  ingressFirewall: { talosApiCidrs: ["192.168.0.0/16"] },
  talosApiAccess: { roles: ["os:reader", "os:etcd:backup"], namespaces: ["kube-system", "etcd-backup"] },
  userPatches: {
    cluster: ["machine:\n  sysctls:\n    vm.max_map_count: '262144'\n"],
    controlPlane: ["machine:\n  nodeLabels:\n    level: control-plane\n"],
    worker: ["machine:\n  nodeLabels:\n    level: worker\n"],
    machines: { "edge-cp-1": ["machine:\n  nodeLabels:\n    level: edge-cp-1\n"] },
  },
  debug: true,
};
