import { join } from "node:path";

import { projectFolder } from "../automation/configuration.ts";
import { readStackFile } from "../config/index.ts";

/** The stack that everything is measured on. */
export const stackName = "dev";

/** Control planes of a cluster of a given size. */
const controlPlanes = 3;

/** Hypervisor hosts of a cluster of a given size: the simulator's have 256 GiB each. */
const hosts = ["pve-1", "pve-2", "pve-3"];

/** Small enough that the hosts above hold 300 of them. */
const machineSize = { cpu: 2, memory: "2Gi", disk: 10 };

/** Configuration of a stack without the prefix of the stack file. */
export type Values = Readonly<Record<string, unknown>>;

/** A cluster of a given size. */
export interface ClusterSize {
  /** Machines, control planes included. */
  readonly machines: number;
  /** `blank` is the bare cluster, `turnkey` has Flux and Cluster API too. */
  readonly profile: "blank" | "turnkey";
}

/** The dev stack as it is committed. */
export function devValues(): Values {
  return readStackFile(join(projectFolder, `Pulumi.${stackName}.yaml`)).layer.tree;
}

/** The providers, each with the example of a small stack on it. Proxmox has the dev stack. */
export const providers = ["proxmox", "metal", "aws", "azure", "gcp"] as const;

/** A small stack on a provider. */
export function providerValues(provider: (typeof providers)[number]): Values {
  const path = join(projectFolder, "examples", "stacks", `${provider}-small.yaml`);
  return provider === "proxmox" ? devValues() : readStackFile(path).layer.tree;
}

/** The dev stack with three control planes, one pool of workers, and room for both. */
export function clusterValues({ machines, profile }: ClusterSize): Values {
  const dev = devValues();
  const { network, proxmox } = dev as Readonly<Record<string, object>>;
  return {
    ...dev,
    profile,
    ...(profile === "blank" && { gitops: { enabled: false } }),
    controlPlane: { ...machineSize, count: controlPlanes },
    workers: { worker: { ...machineSize, count: machines - controlPlanes } },
    network: { ...network, nodeCidr: "192.168.8.0/21" },
    proxmox: {
      ...proxmox,
      hosts: hosts.map((name) => ({ name })),
      addressRange: { from: "192.168.11.1", to: "192.168.15.250" },
    },
  };
}
