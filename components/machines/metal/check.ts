import type * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../../shared/args-check.ts";
import type { MetalMachinesArgs } from "./args.ts";
import { matchOf, planMetal } from "./plan.ts";

/** Refuses arguments that can never work. */
export function checkMetal(component: pulumi.Resource, args: MetalMachinesArgs): void {
  const { machines, pools, disks } = args;
  const poolNames = pools.map(({ name }) => name);
  const strangers = machines.filter(({ pool }) => pool !== undefined && !poolNames.includes(pool));
  const check = new ArgsCheck(component)
    .expect(
      new Set(poolNames).size === poolNames.length,
      "pools",
      `want names that differ, got ${poolNames.join(", ")}`,
    )
    .expect(
      strangers.length === 0,
      "machines",
      `want pools among ${poolNames.join(", ")}, got ${strangers.map(({ name, pool = "" }) => `${pool} for ${name}`).join(", ")}`,
    );

  for (const part of ["name", "address", "mac"] as const) {
    const values = machines.map((machine) => machine[part].toLowerCase());
    const twice = [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
    check.expect(twice.length === 0, "machines", `want each ${part} once, got ${twice.join(", ")} twice`);
  }

  for (const { name, role, etcdDisk, dataDisks = [] } of pools) {
    const further = [...(etcdDisk ? [{ ...etcdDisk, name: "etcd" }] : []), ...dataDisks];
    const lost = further.filter((disk) => matchOf(disks, disk) === undefined).map((disk) => disk.name);
    check
      .expect(
        etcdDisk === undefined || role === "controlplane",
        `pools.${name}.etcdDisk`,
        "want it on control planes only: workers run no etcd",
      )
      .expect(
        lost.length === 0,
        "disks",
        `want an expression that finds each further disk, got none for ${lost.join(", ")} of the pool ${name}`,
      );
  }
  check.done();
  new ArgsCheck(component).attempt("machines", () => planMetal(args)).done();
}
