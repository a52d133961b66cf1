import type { Properties, World } from "../../core/kind.ts";
import { memoryOf, vmInputs } from "./vm-hardware.ts";
import { vms } from "./vm-record.ts";
import { nodeOf, type PveNode } from "./nodes.ts";

/** Version of Proxmox VE that the simulated cluster has. */
const version = { release: "9.0", version: "9.0.10", repositoryId: "simulated" };

const mib = 1024 ** 2;

/** Functions about the cluster as a whole, by their tokens. */
export const clusterFunctions: Readonly<Record<string, (args: Properties, world: World) => Properties>> = {
  "proxmoxve:index/getVersionLegacy:getVersionLegacy": () => ({ ...version, id: "version" }),
  "proxmoxve:index/getNodesLegacy:getNodesLegacy": (_args, world) => getNodes(world),
  "proxmoxve:index/getVmsLegacy:getVmsLegacy": ({ nodeName }, world) => getVms(world, nodeName),
  "proxmoxve:index/getTimeLegacy:getTimeLegacy": ({ nodeName }, world) => getTime(world, String(nodeName)),
};

/** The hosts, in lists of the same order. What the provider calls available is all the memory that a host has. */
function getNodes(world: World): Properties {
  const nodes = world
    .list<PveNode>("pveNode")
    .map(({ value }) => value)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    id: "nodes",
    names: nodes.map(({ name }) => name),
    onlines: nodes.map(() => true),
    cpuCounts: nodes.map(({ cpu }) => cpu),
    cpuUtilizations: nodes.map(() => 0),
    memoryAvailables: nodes.map(({ memoryMiB }) => memoryMiB * mib),
    memoryUseds: nodes.map(({ name }) => usedMiB(world, name) * mib),
    uptimes: nodes.map(() => 0),
    supportLevels: nodes.map(() => ""),
    sslFingerprints: nodes.map(() => ""),
  };
}

function usedMiB(world: World, node: string): number {
  return vms(world)
    .filter((vm) => vm.node === node)
    .reduce((sum, { config }) => sum + memoryOf(vmInputs(config)), 0);
}

function getVms(world: World, nodeName: unknown): Properties {
  const found = vms(world)
    .filter(({ node }) => nodeName === undefined || node === nodeName)
    .map(({ vmId, node, config }) => ({
      vmId,
      nodeName: node,
      name: (config["name"] ?? "") as string,
      status: "running",
      template: false,
      tags: (config["tags"] ?? []) as string[],
    }));
  return { id: "vms", ...(nodeName === undefined ? {} : { nodeName }), vms: found };
}

/** The clock of a host, which is that of this machine. */
function getTime(world: World, nodeName: string): Properties {
  const { name } = nodeOf(world, nodeName);
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return { id: `${name}_time`, nodeName: name, timeZone: "UTC", utcTime: now, localTime: now };
}
