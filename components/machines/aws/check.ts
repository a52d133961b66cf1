import type * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";
import { whyUnsuitable } from "../instances.ts";
import type { AwsMachinesArgs } from "./args.ts";
import { talosPort } from "./ports.ts";
import { ingressRules } from "./rules.ts";
import { planSubnets } from "./subnets.ts";
import { maxDataDisks } from "./volumes.ts";

/** Machines of one zone that a placement group of the kind `spread` takes. Source: Amazon EC2 User Guide, "Placement groups". */
const spreadPerZone = 7;

/** Inbound rules that a security group takes unless AWS has raised it. Source: Amazon VPC User Guide, "Amazon VPC quotas". */
const rulesPerGroup = 60;

/** Stops the program with one message that lists all that is wrong with the arguments. */
export function checkArgs(component: pulumi.Resource, args: AwsMachinesArgs): void {
  const { network, pools, region, zones } = args;
  const poolNames = pools.map(({ name }) => name);
  const check = new ArgsCheck(component)
    .expect(zones.length > 0, "zones", "want at least one zone, got none")
    .expect(
      new Set(zones).size === zones.length && zones.every((zone) => zone.startsWith(region)),
      "zones",
      `want zones of ${region} that differ, got ${zones.join(", ")}`,
    )
    .expect(
      new Set(poolNames).size === poolNames.length,
      "pools",
      `want names that differ, got ${poolNames.join(", ")}`,
    )
    .expect(
      args.endpoint.port !== talosPort,
      "endpoint.port",
      `want another port than ${talosPort}, which is that of the Talos API`,
    );
  if (network === undefined) {
    check
      .attempt("nodeCidr", () => planSubnets(args))
      .expect(
        args.routing !== "native" || args.natGateways === "single" || zones.length < 2,
        "routing",
        "want tunnel, or natGateways single: the cloud controller writes routes to pods into one table alone, and each NAT gateway has one",
      );
  } else {
    checkNetwork(check, args, network);
  }
  checkPools(check, args);
  checkRules(check, args);
  check.done();
}

function checkNetwork(
  check: ArgsCheck,
  { endpoint, zones }: AwsMachinesArgs,
  { privateSubnets, publicSubnets, egressCidrs }: NonNullable<AwsMachinesArgs["network"]>,
): void {
  const subnetZones = privateSubnets.map(({ zone }) => zone);
  const isPublic = endpoint.access === "public";
  check
    .expect(
      zones.every((zone) => subnetZones.filter((own) => own === zone).length === 1),
      "network.privateSubnets",
      `want one subnet in each of ${zones.join(", ")}, got ${subnetZones.join(", ") || "none"}`,
    )
    .expect(
      !isPublic || publicSubnets.length > 0,
      "network.publicSubnets",
      "want at least one for the public load balancer, got none",
    )
    .expect(
      !isPublic || egressCidrs.length > 0,
      "network.egressCidrs",
      "want the addresses by which machines leave the network, under which the public load balancer sees them, got none",
    );
}

function checkPools(check: ArgsCheck, { pools, zones }: AwsMachinesArgs): void {
  for (const { name, role, count, hosts = zones, etcdDisk, dataDisks = [], instanceType, spot } of pools) {
    const unsuitable = instanceType === undefined ? undefined : whyUnsuitable("aws", instanceType);
    const names = dataDisks.map((disk) => disk.name);
    check
      .expect(
        instanceType !== undefined && unsuitable === undefined,
        `pools.${name}.instanceType`,
        instanceType === undefined
          ? "want an instance type such as m6i.xlarge, got none"
          : `want a type that runs Talos, got ${instanceType}, ${unsuitable ?? ""}`,
      )
      .expect(
        hosts.length > 0 && hosts.every((zone) => zones.includes(zone)),
        `pools.${name}.hosts`,
        `want some of ${zones.join(", ")}, got ${hosts.join(", ") || "none"}`,
      )
      .expect(
        etcdDisk === undefined || role === "controlplane",
        `pools.${name}.etcdDisk`,
        "want it on control planes only: workers run no etcd",
      )
      .expect(
        spot !== true || role === "worker",
        `pools.${name}.spot`,
        "want it on workers only: etcd loses its majority when AWS takes machines away",
      )
      .expect(
        role === "worker" || count <= spreadPerZone * Math.max(hosts.length, 1),
        `pools.${name}.count`,
        `want at most ${spreadPerZone} control planes for each zone, got ${count} in ${hosts.length}`,
      )
      .expect(
        new Set([...names, "etcd"]).size === names.length + 1,
        `pools.${name}.dataDisks`,
        `want names that differ, and not "etcd", got ${names.join(", ")}`,
      )
      .expect(
        dataDisks.length <= maxDataDisks,
        `pools.${name}.dataDisks`,
        `want at most ${maxDataDisks}, got ${dataDisks.length}`,
      );
  }
}

function checkRules(check: ArgsCheck, args: AwsMachinesArgs): void {
  for (const [group, rules] of Map.groupBy(ingressRules(args), (rule) => rule.group)) {
    check.expect(
      rules.length <= rulesPerGroup,
      group === "kube-api" ? "kubernetesApiCidrs" : "openings",
      `want at most ${rulesPerGroup} rules in the security group ${group}, got ${rules.length}; join networks`,
    );
  }
}
