import assert from "node:assert/strict";

import fc from "fast-check";

import {
  assignMachines,
  CONTROL_PLANES_KEPT,
  machinesByPool,
  zoneOf,
  type InventoryMachine,
  type InventoryPool,
} from "../../components/shared/inventory-plan.ts";

const poolNames = ["cp", "a", "b", "c"] as const;

/** Machines in up to four racks, some of which name one of some pools. */
const inventory: fc.Arbitrary<InventoryMachine[]> = fc
  .subarray([...poolNames])
  .chain((nameable) =>
    fc.array(
      fc.record(
        {
          zone: fc.constantFrom("rack-1", "rack-2", "rack-3", "rack-4"),
          ...(nameable.length > 0 && { pool: fc.constantFrom(...nameable) }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 30 },
    ),
  )
  .map((machines) => machines.map((machine, index) => ({ name: `m${index}`, ...machine })));

/** Control planes and up to three pools of workers, each with what is kept for it. */
const pools: fc.Arbitrary<InventoryPool[]> = fc
  .array(fc.nat({ max: 6 }), { minLength: 1, maxLength: poolNames.length })
  .map((reserves) =>
    reserves.map((reserve, index) => ({
      name: poolNames[index] ?? "",
      role: index === 0 ? ("controlplane" as const) : ("worker" as const),
      count: 0,
      reserve,
    })),
  );

interface Site {
  readonly machines: readonly InventoryMachine[];
  readonly pools: readonly InventoryPool[];
}

/** Pools of any size that the inventory has machines for, and that stay within what is kept for them. */
const site: fc.Arbitrary<Site> = fc
  .tuple(inventory, pools, fc.array(fc.nat(), { minLength: 4, maxLength: 4 }))
  .map(([machines, list, wishes]) => ({ machines, pools: sized(machines, list, wishes) }));

/** The same pools with other counts, each of machines that it has once all of them are full. */
function sized(
  machines: readonly InventoryMachine[],
  list: readonly InventoryPool[],
  wishes: readonly number[],
): InventoryPool[] {
  const full = list.map((pool) => ({ ...pool, count: pool.reserve ?? 0 }));
  const own = machinesByPool(machines, full);
  return list.map((pool, index) => ({
    ...pool,
    count: (wishes[index] ?? 0) % ((own.get(pool.name) ?? []).length + 1),
  }));
}

/** Which machine stands at which place of which pool. */
function places({ machines, pools: list }: Site): Map<string, string> {
  return new Map(
    assignMachines(machines, list).map(({ pool, index, machine }) => [`${pool} ${index}`, machine.name]),
  );
}

describe("the plan of an inventory", () => {
  it("fills every place of every pool, and gives no machine twice", () => {
    fc.assert(
      fc.property(site, (given) => {
        const taken = [...places(given).values()];
        assert.equal(
          taken.length,
          given.pools.reduce((sum, { count }) => sum + count, 0),
        );
        assert.equal(new Set(taken).size, taken.length);
      }),
    );
  });

  it("gives a machine to no other pool than the one that it names", () => {
    fc.assert(
      fc.property(site, ({ machines, pools: list }) => {
        for (const { pool, machine } of assignMachines(machines, list)) {
          assert.ok(machine.pool === undefined || machine.pool === pool, `${machine.name} in ${pool}`);
        }
      }),
    );
  });

  it("moves nobody when pools are scaled, all of them at once, up and down", () => {
    const wishes = fc.array(fc.nat(), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(site, wishes, (given, next) => {
        const before = places(given);
        const after = places({ ...given, pools: sized(given.machines, given.pools, next) });
        for (const [place, machine] of after) {
          assert.equal(before.get(place) ?? machine, machine, place);
        }
        const moved = [...before].filter(([place, machine]) => {
          const elsewhere = [...after].find(([, other]) => other === machine)?.[0];
          return elsewhere !== undefined && elsewhere !== place;
        });
        assert.deepEqual(moved, []);
      }),
      { numRuns: 500 },
    );
  });

  it("moves nobody when machines are added at the end of the inventory", () => {
    const named = (pool: string, machines: readonly InventoryMachine[]) =>
      machines.some((machine) => machine.pool === pool);
    fc.assert(
      fc.property(site, inventory, (given, more) => {
        // The first machine that names a pool takes the pool away from all that do not: that is said, and no accident.
        const added = more
          .map((machine, index) => ({ ...machine, name: `added${index}` }))
          .filter(({ pool }) => pool === undefined || named(pool, given.machines));
        const before = places(given);
        const after = places({ ...given, machines: [...given.machines, ...added] });
        assert.deepEqual(after, before);
      }),
      { numRuns: 500 },
    );
  });

  it("spreads control planes that no machine names over as many zones as there are of them", () => {
    fc.assert(
      fc.property(inventory, (machines) => {
        const free = machines.map(({ name, zone }) => ({ name, zone }));
        const own = machinesByPool(free, [{ name: "cp", role: "controlplane", count: 1 }]).get("cp") ?? [];
        const zones = new Set(free.map(zoneOf));
        assert.equal(own.length, Math.min(CONTROL_PLANES_KEPT, zones.size));
        assert.equal(new Set(own.map(zoneOf)).size, own.length);
      }),
    );
  });

  it("takes machines only where a pool may", () => {
    const machines = ["m1", "m2", "m3", "m4"].map((name) => ({ name }));
    const list: InventoryPool[] = [
      { name: "cp", role: "controlplane", count: 1, hosts: ["m2"] },
      { name: "a", role: "worker", count: 2, hosts: ["m3", "m4"] },
      { name: "b", role: "worker", count: 1 },
    ];

    assert.deepEqual(
      [...places({ machines, pools: list })],
      [
        ["cp 0", "m2"],
        ["a 0", "m3"],
        ["a 1", "m4"],
        ["b 0", "m1"],
      ],
    );
  });

  it("says which pool has too few machines", () => {
    assert.throws(
      () => assignMachines([{ name: "m1" }], [{ name: "cp", role: "controlplane", count: 3 }]),
      new RangeError('the pool "cp" needs 3 machines, but 1 of the inventory are its own'),
    );
  });
});
