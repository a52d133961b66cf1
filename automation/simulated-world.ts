import type { StackConfig } from "../config/index.ts";
import { criticalPath, stepsOf } from "../simulator/core/critical-path.ts";
import type { WorldFile } from "../simulator/core/world.ts";
import { openWorld } from "../simulator/core/world.ts";
import type { MachineRecord } from "../simulator/core/machine.ts";
import { isIdleMetal, seedMetal } from "../simulator/core/metal.ts";
import { putRunnerInside } from "../simulator/core/runner.ts";
import { seedAws } from "../simulator/packages/aws/seed.ts";
import { seedAzure, type AzureSeed } from "../simulator/packages/azure-native/seed.ts";
import { seedZone } from "../simulator/packages/cloudflare/dns-record.ts";
import { seedGcp, type GcpSeed } from "../simulator/packages/gcp/seed.ts";
import { seedProxmox } from "../simulator/packages/proxmoxve/index.ts";
import { awsSeedOf } from "./aws-seed.ts";
import { byRoleAndName } from "./machines.ts";
import type { SimulatedResult } from "./result.ts";
import type { StateResource } from "./session.ts";

/** Puts into the world of a stack what its configuration takes for granted. */
export function seedWorld(path: string, config: StackConfig): void {
  using world = opened(path);
  seed(world.file, config);
}

/** Puts into a world what a configuration takes for granted: hypervisor hosts, their storages, machines in racks, the DNS zone. */
export function seed(world: WorldFile, config: StackConfig): void {
  if (config.proxmox !== undefined) {
    const { hosts, datastores, bridge } = config.proxmox;
    const disks = config.pools.flatMap(datastoresOf);
    seedProxmox(world, { hosts, datastores: { ...datastores, disks }, bridges: [bridge] });
  }
  if (config.metal !== undefined) {
    const machines = config.metal.machines.map(({ zone, ...machine }) => ({
      ...machine,
      zone: zone ?? machine.name,
    }));
    seedMetal(world, machines, { talosVersion: config.versions.talos, schematic: "" });
  }
  if (config.aws !== undefined) {
    seedAws(world, awsSeedOf(config, config.aws));
  }
  if (config.azure !== undefined) {
    seedAzure(world, azureSeedOf(config, config.azure));
  }
  if (config.gcp !== undefined) {
    seedGcp(world, gcpSeedOf(config, config.gcp));
  }
  const cloud = config.aws ?? config.azure ?? config.gcp;
  if (cloud?.endpoint === "internal" || cloud?.talosApi === "direct") {
    putRunnerInside(world);
  }
  const { dns } = config.endpoint;
  if (dns?.provider === "cloudflare") {
    seedZone(world, dns.zoneId, config.environment.domain);
  }
}

/** What a stack on Azure finds in its subscription. */
function azureSeedOf(
  { endpoint, network, versions }: StackConfig,
  azure: NonNullable<StackConfig["azure"]>,
): AzureSeed {
  return {
    subscriptionId: azure.subscriptionId,
    location: azure.location,
    resourceGroups: azure.resourceGroup === undefined ? [] : [azure.resourceGroup],
    talosVersion: versions.talos,
    // Enough for the largest size of a cluster; a new subscription has 20 cores.
    cores: { regular: 2000, spot: 2000 },
    image: azure.image,
    ...(azure.network && { subnet: { id: azure.network.subnetId, cidr: network.nodeCidr } }),
    ...azure.encryptionKey,
    ...(azure.networkWatcherId !== undefined && { networkWatcherId: azure.networkWatcherId }),
    ...(endpoint.dns?.provider === "azure" && { zoneId: endpoint.dns.zoneId }),
  };
}

/** What a stack on Google Cloud finds in its project. */
function gcpSeedOf(
  { endpoint: { dns }, environment, network, versions }: StackConfig,
  { network: existing, ...gcp }: NonNullable<StackConfig["gcp"]>,
): GcpSeed {
  return {
    ...gcp,
    talosVersion: versions.talos,
    ...(existing && { network: { ...existing, cidr: network.nodeCidr } }),
    ...(dns?.provider === "google" && { dnsZone: { name: dns.zoneId, domain: environment.domain } }),
  };
}

/** Storages that a pool names besides the two that every host has. */
function datastoresOf({ datastore, etcdDisk, dataDisks }: StackConfig["pools"][number]): string[] {
  const named = [datastore, etcdDisk?.datastore, ...dataDisks.map((disk) => disk.datastore)];
  return named.filter((name) => name !== undefined);
}

/** Position in the log of calls, to tell later which came after. */
export function logPosition(path: string): number {
  using world = opened(path);
  return world.file.operations().at(-1)?.seq ?? 0;
}

/**
 * What the simulated world looks like after a run, and how long the run would take in reality.
 *
 * @param after Position in the log of calls at which the run began.
 */
export function simulatedResult(
  path: string,
  resources: readonly StateResource[],
  after: number,
): SimulatedResult {
  using world = opened(path);
  const calls = world.file.operations(after).filter(({ preview }) => !preview);
  const { seconds, path: steps } = criticalPath(stepsOf(resources, calls));
  return {
    readySeconds: seconds,
    criticalPath: steps.map(({ step, seconds: took }) => ({ step, seconds: took })),
    machines: worldMachines(world.file),
  };
}

function worldMachines(world: WorldFile): SimulatedResult["machines"] {
  const machines = world.list<MachineRecord & { talos: { role?: "controlplane" | "worker" } }>("machine");
  return machines
    .filter(({ value }) => !isIdleMetal(value))
    .map(({ value: { name, address, host, talosVersion, talos } }) => ({
      ...{ name, role: talos.role ?? ("worker" as const), address, host, version: talosVersion },
    }))
    .sort(byRoleAndName);
}

/** The world as something that a block closes by itself. */
function opened(path: string): Disposable & { readonly file: WorldFile } {
  const file = openWorld(path);
  return {
    file,
    [Symbol.dispose]: () => {
      file.close();
    },
  };
}
