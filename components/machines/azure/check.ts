import type { Resource } from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";
import { parseRange } from "../../shared/cidr.ts";
import { machineName } from "../placement.ts";
import type { AzureMachinesArgs } from "./args.ts";
import { parseArmId } from "./ids.ts";

/** Longest name of a machine, which becomes a host name of Linux. Source: Azure documentation, "Naming rules and restrictions". */
const longestName = 64;

/** Refuses plain values that can never work. What exists and what fits is for Azure to say. */
export function checkArgs(component: Resource, args: AzureMachinesArgs): void {
  const { zones, pools, network, access, routing } = args;
  const poolNames = pools.map(({ name }) => name);
  const check = new ArgsCheck(component)
    .expect(
      /^[a-z][a-z0-9-]*[a-z0-9]$/.test(args.clusterName),
      "clusterName",
      `want lower-case letters, digits and "-", got "${args.clusterName}"`,
    )
    .expect(
      zones.length > 0 && new Set(zones).size === zones.length && zones.every((zone) => /^[1-3]$/.test(zone)),
      "zones",
      `want some of 1, 2 and 3, each once, got ${zones.join(", ") || "none"}`,
    )
    .expect(
      new Set(poolNames).size === poolNames.length,
      "pools",
      `want names that differ, got ${poolNames.join(", ")}`,
    )
    .expect(
      routing === "tunnel" || "cidr" in network,
      "routing",
      'want "tunnel" in a network that is there already: its route table is not ours to write, got "native"',
    );
  if ("cidr" in network) {
    check.attempt("network.cidr", () => parseRange(network.cidr));
  } else {
    check
      .attempt("network.subnetId", () => parseArmId(network.subnetId))
      .expect(
        args.endpoint === "internal" || network.egressCidrs.length > 0,
        "network.egressCidrs",
        "want the addresses with which machines leave the network: they come to the public address of the API by them",
      );
    network.egressCidrs.forEach((cidr) => check.attempt("network.egressCidrs", () => parseRange(cidr)));
  }
  if (args.networkWatcherId !== undefined) {
    check.attempt("networkWatcherId", () => parseArmId(args.networkWatcherId ?? ""));
  }
  for (const [key, networks] of Object.entries({
    talosApiCidrs: access.talosApiCidrs,
    kubernetesApiCidrs: access.kubernetesApiCidrs,
    podCidr: [access.podCidr],
  })) {
    networks.forEach((cidr) => check.attempt(`access.${key}`, () => parseRange(cidr)));
  }
  checkPools(check, args);
  check.done();
}

function checkPools(check: ArgsCheck, { clusterName, zones, pools }: AzureMachinesArgs): void {
  for (const pool of pools) {
    const { name, role, hosts: wanted = zones, instanceType, etcdDisk, dataDisks = [], spot = false } = pool;
    const disks = dataDisks.map((disk) => disk.name);
    const longest = machineName(clusterName, pool, Math.max(pool.count, 1) - 1);
    check
      .expect(
        wanted.length > 0 && wanted.every((zone) => zones.includes(zone)),
        `pools.${name}.hosts`,
        `want some of the zones ${zones.join(", ")}, got ${wanted.join(", ") || "none"}`,
      )
      .expect(
        instanceType !== undefined && instanceType !== "",
        `pools.${name}.instanceType`,
        "want the size of the machines such as Standard_D4s_v5, got none",
      )
      .expect(
        longest.length <= longestName,
        `pools.${name}.name`,
        `want names of machines of at most ${longestName} characters, got ${longest}`,
      )
      .expect(
        etcdDisk === undefined || role === "controlplane",
        `pools.${name}.etcdDisk`,
        "want it on control planes only: workers run no etcd",
      )
      .expect(
        !spot || role === "worker",
        `pools.${name}.spot`,
        "want it on workers only: etcd loses its majority when Azure takes control planes away",
      )
      .expect(
        new Set([...disks, "etcd", "system"]).size === disks.length + 2,
        `pools.${name}.dataDisks`,
        `want names that differ, and neither "etcd" nor "system", got ${disks.join(", ")}`,
      );
  }
}
