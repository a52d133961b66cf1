import type * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";
import type { GcpMachinesArgs } from "./args.ts";
import { ambiguousSizes, bootDevice, etcdDevice } from "./disks.ts";

/** Names that disks of ours have. */
const deviceNames = [bootDevice, etcdDevice];

/** Refuses arguments that can never work, all at once. */
export function checkArgs(component: pulumi.Resource, args: GcpMachinesArgs): void {
  const { clusterName, endpoint, network, pools, region, zones } = args;
  const poolNames = pools.map(({ name }) => name);
  const check = new ArgsCheck(component)
    .expect(
      /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(clusterName),
      "clusterName",
      `want at most 40 lower-case letters, digits or "-" that begin with a letter, as Google Cloud wants names, got "${clusterName}"`,
    )
    .expect(zones.length > 0, "zones", "want at least one zone, got none")
    .expect(
      new Set(zones).size === zones.length && zones.every((zone) => zone.startsWith(`${region}-`)),
      "zones",
      `want zones of ${region}, each once, got ${zones.join(", ")}`,
    )
    .expect(
      new Set(poolNames).size === poolNames.length,
      "pools",
      `want names that differ, got ${poolNames.join(", ")}`,
    )
    .expect(
      network === undefined || endpoint === "internal" || network.egressCidrs.length > 0,
      "network.egressCidrs",
      "want the addresses of the network's NAT gateway with a public endpoint, got none: by them the machines come to it",
    );
  for (const pool of pools) {
    checkPool(check, args, pool);
  }
  check.done();
}

function checkPool(
  check: ArgsCheck,
  { zones }: GcpMachinesArgs,
  pool: GcpMachinesArgs["pools"][number],
): void {
  const { name, role, hosts = zones, instanceType, spot = false, etcdDisk, dataDisks = [] } = pool;
  const devices = dataDisks.map((disk) => disk.name);
  const ambiguous = ambiguousSizes(pool);
  check
    .expect(
      instanceType !== undefined,
      `pools.${name}.instanceType`,
      "want a machine type such as n2-standard-4, got none",
    )
    .expect(
      zones.length === 0 || (hosts.length > 0 && hosts.every((zone) => zones.includes(zone))),
      `pools.${name}.hosts`,
      `want some of the zones ${zones.join(", ")}, got ${hosts.join(", ") || "none"}`,
    )
    .expect(
      !spot || role === "worker",
      `pools.${name}.spot`,
      "want it on workers only: etcd loses its majority with machines that are taken away",
    )
    .expect(
      etcdDisk === undefined || role === "controlplane",
      `pools.${name}.etcdDisk`,
      "want it on control planes only: workers run no etcd",
    )
    .expect(
      new Set([...devices, ...deviceNames]).size === devices.length + deviceNames.length &&
        devices.every((device) => /^[a-z0-9][a-z0-9-]{0,19}$/.test(device)),
      `pools.${name}.dataDisks`,
      `want names of at most 20 lower-case letters, digits or "-" that differ, and neither "boot" nor "etcd", got ${devices.join(", ")}`,
    )
    .expect(
      ambiguous.length === 0,
      `pools.${name}.dataDisks`,
      `want sizes that differ, etcd's among them, on ${instanceType ?? ""}: Talos tells NVMe disks of Google Cloud apart by nothing else; got ${ambiguous.join(", ")} GiB twice`,
    );
}
