import * as pulumi from "@pulumi/pulumi";

import type { Machine } from "../machines/index.ts";
import { ArgsCheck } from "../shared/args-check.ts";
import { contains, parseRange } from "../shared/cidr.ts";
import type { TalosClusterArgs } from "./talos-cluster-args.ts";

/** Refuses arguments that can never work, and returns the control plane that is bootstrapped. */
export function checkCluster(component: pulumi.Resource, args: TalosClusterArgs): Machine {
  const { machines, settings } = args;
  const { nodeCidr, podCidr, serviceCidr } = settings.network;
  new ArgsCheck(component)
    .attempt("settings.network.nodeCidr", () => parseRange(nodeCidr))
    .attempt("settings.network.podCidr", () => parseRange(podCidr))
    .attempt("settings.network.serviceCidr", () => parseRange(serviceCidr))
    .done();

  const all = [...machines.controlPlane, ...machines.workers];
  const names = all.map(({ name }) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  const strangers = Object.keys(settings.userPatches?.machines ?? {}).filter((name) => !names.includes(name));
  const check = new ArgsCheck(component)
    .expect(
      machines.controlPlane.length % 2 === 1,
      "machines.controlPlane",
      `want an odd number, so that etcd has a majority, got ${machines.controlPlane.length}`,
    )
    .expect(repeated.length === 0, "machines", `want names that differ, got ${repeated.join(", ")} twice`)
    .expect(
      strangers.length === 0,
      "settings.userPatches.machines",
      `want names of machines, got ${strangers.join(", ")}`,
    );

  checkVip(check, args);
  for (const { name, address } of all) {
    if (typeof address === "string") {
      check.expect(
        contains(nodeCidr, address),
        "settings.network.nodeCidr",
        `want the network of every machine, got ${nodeCidr}, which ${name} (${address}) is not in`,
      );
    }
  }
  check.done();

  const [first] = machines.controlPlane;
  if (first === undefined) {
    throw new pulumi.ResourceError("machines.controlPlane: want at least one, got none", component, true);
  }
  return first;
}

/** Talos accepts a VIP that can never come up, so these checks are ours. */
function checkVip(check: ArgsCheck, { machines, settings: { vip, network } }: TalosClusterArgs): void {
  if (vip === undefined) {
    return;
  }
  const linkless = machines.controlPlane.filter(
    ({ mac, network: link, address }) =>
      mac === undefined || link === undefined || typeof address !== "string",
  );
  check
    .expect(
      contains(network.nodeCidr, vip),
      "settings.vip",
      `want an address in settings.network.nodeCidr ${network.nodeCidr}, got ${vip}`,
    )
    .expect(
      !machines.controlPlane.some(({ address }) => address === vip),
      "settings.vip",
      `want an address of its own, got ${vip}, which a control plane has`,
    )
    .expect(
      linkless.length === 0,
      "settings.vip",
      `want control planes with mac, network and a plain address, which the VIP's link is found by; ` +
        `missing on ${linkless.map(({ name }) => name).join(", ")}`,
    );
}
