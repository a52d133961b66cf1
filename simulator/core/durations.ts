import type { Operation, Properties } from "./kind.ts";

/** Seconds that an operation on a resource type typically takes. What is not named takes no time worth counting. */
type Durations = Partial<Record<Operation, number>>;

/**
 * Typical durations by type token, in seconds.
 *
 * These are assumptions, not measurements: nobody publishes a reproducible time to a ready cluster on this platform. They
 * are round figures for hypervisors with NVMe storage and a 1 Gbit/s uplink. Two published figures bound them: Proxmox
 * copies about 200 MB/s into a disk (restore log, forum.proxmox.com thread 38703), and the Talos quick start shows nodes
 * Ready 115 s after they joined, images pulled in between (talos.dev, introduction). They make runs comparable with each
 * other; they promise nothing for a site.
 */
const typical: Readonly<Record<string, Durations>> = {
  // The image factory assembles an image at its first request (assumed 30 s); 1.3 GB then takes about 10 s at 1 Gbit/s.
  "proxmoxve:download/file:File": { create: 40, delete: 2 },
  // Copying 1.3 GB into the VM's disk, then firmware and Talos until its API answers (assumed 35 s). A change of hardware
  // stops the VM and starts it again.
  "proxmoxve:index/vmLegacy:VmLegacy": { create: 45, update: 40, delete: 10 },
  "talos:imageFactory/schematic:Schematic": { create: 1 },
  // The call returns when the configuration is stored; installation and reboot go on behind it.
  "talos:machine/configurationApply:ConfigurationApply": { create: 5, update: 5, delete: 1 },
  // Answered only once the first control plane has installed itself and rebooted.
  "talos:machine/bootstrap:Bootstrap": { create: 60 },
  "talos:cluster/kubeconfig:Kubeconfig": { create: 2, update: 2 },
  "cloudflare:index/dnsRecord:DnsRecord": { create: 1, update: 1, delete: 1 },
  // Fetching the chart and storing its objects, without waiting for what they start.
  "kubernetes:helm.sh/v3:Release": { create: 5, update: 5, delete: 5 },
};

/** How long a readiness gate waits after what it depends on is done, in seconds. */
const gates: Readonly<Record<string, number>> = {
  // Pulling and starting etcd and the static pods of the control plane.
  api: 60,
  // The agent registers its CRDs when it starts.
  crds: 30,
  // Pulling the agent's image and starting it on every node, in parallel.
  nodes: 45,
  // By then the agents run; of a change it is assumed that they are restarted two at a time.
  rollout: 10,
};

/** Published typical duration of an operation, in seconds of simulated time. Default: 0. */
export function typicalSeconds(token: string, operation: Operation): number {
  return typical[token]?.[operation] ?? 0;
}

/** Typical wait of a readiness gate of the given kind, in seconds. Default: 0. */
export function gateSeconds(kind = ""): number {
  return gates[kind] ?? 0;
}

/** The `seconds` of a resource type whose durations are in the table. */
export function secondsOf(token: string): (operation: Operation, inputs: Properties) => number {
  return (operation) => typicalSeconds(token, operation);
}
