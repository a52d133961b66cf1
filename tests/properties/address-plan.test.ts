import assert from "node:assert/strict";

import fc from "fast-check";

import { planAddresses, type AddressPool } from "../../components/shared/address-plan.ts";
import { addressAt, compareAddresses } from "../../components/shared/cidr.ts";

const first = "10.7.0.200";

/** Pools of a cluster with a fixed reserve each, one of them the control planes. */
const pools: fc.Arbitrary<(AddressPool & { readonly reserve: number })[]> = fc
  .array(
    fc
      .integer({ min: 0, max: 40 })
      .chain((reserve) =>
        fc.record({ reserve: fc.constant(reserve), count: fc.integer({ min: 0, max: reserve }) }),
      ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .chain((sizes) =>
    fc.nat(sizes.length - 1).map((chosen) =>
      sizes.map((size, index) => ({
        ...size,
        name: `pool-${index}`,
        role: index === chosen ? ("controlplane" as const) : ("worker" as const),
      })),
    ),
  );

/** The smallest range that the pools fit in, and some more. */
function rangeFor(list: readonly { readonly reserve: number }[], spare: number) {
  const needed = list.reduce((sum, { reserve }) => sum + reserve, 0);
  return { from: first, to: addressAt(first, needed + spare - 1) };
}

describe("the address plan", () => {
  it("gives every machine an address of its own within the range", () => {
    fc.assert(
      fc.property(pools, fc.nat(5), (list, spare) => {
        const range = rangeFor(list, spare);
        const addresses = planAddresses(range, list).map(({ address }) => address);

        assert.equal(
          addresses.length,
          list.reduce((sum, { count }) => sum + count, 0),
        );
        assert.equal(new Set(addresses).size, addresses.length);
        for (const address of addresses) {
          assert.ok(
            compareAddresses(range.from, address) <= 0 && compareAddresses(address, range.to) <= 0,
            address,
          );
        }
      }),
    );
  });

  it("moves nobody when pools are scaled within their reserves", () => {
    fc.assert(
      fc.property(
        pools.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.tuple(...list.map(({ reserve }) => fc.integer({ min: 0, max: reserve }))),
          ),
        ),
        ([list, counts]) => {
          const range = rangeFor(list, 0);
          const places = (pool: readonly AddressPool[]) =>
            new Map(
              planAddresses(range, pool).map(({ pool: name, index, address }) => [
                `${name} ${index}`,
                address,
              ]),
            );
          const before = places(list);
          const after = places(list.map((pool, index) => ({ ...pool, count: counts[index] ?? 0 })));

          for (const [machine, address] of after) {
            assert.equal(address, before.get(machine) ?? address, machine);
          }
          const taken = new Map([...before].map(([machine, address]) => [address, machine]));
          for (const [machine, address] of after) {
            assert.equal(taken.get(address) ?? machine, machine, `${address} changed hands`);
          }
        },
      ),
    );
  });

  it("refuses every range that is too small", () => {
    fc.assert(
      fc.property(
        pools.filter((list) => list.some(({ reserve }) => reserve > 0)),
        fc.integer({ min: 1, max: 50 }),
        (list, missing) => {
          assert.throws(() => planAddresses(rangeFor(list, -missing), list), RangeError);
        },
      ),
    );
  });
});
