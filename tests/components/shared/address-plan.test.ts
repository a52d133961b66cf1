import assert from "node:assert/strict";

import { planAddresses } from "../../../components/shared/address-plan.ts";

describe("planAddresses", () => {
  it("lays control planes first and pools in the order given, each with its reserve", () => {
    const plan = planAddresses({ from: "10.0.0.250", to: "10.0.1.20" }, [
      { name: "batch", role: "worker", count: 2, reserve: 4 },
      { name: "control", role: "controlplane", count: 3 },
      { name: "general", role: "worker", count: 1 },
    ]);

    assert.deepEqual(
      plan.map(({ pool, index, address }) => `${pool} ${index} ${address}`),
      [
        "control 0 10.0.0.250",
        "control 1 10.0.0.251",
        "control 2 10.0.0.252",
        "batch 0 10.0.0.253",
        "batch 1 10.0.0.254",
        "general 0 10.0.1.1",
      ],
    );
  });

  it("keeps the places of a pool that has more machines than its reserve", () => {
    const plan = planAddresses({ from: "10.0.0.1", to: "10.0.0.9" }, [
      { name: "a", role: "worker", count: 3, reserve: 1 },
      { name: "b", role: "worker", count: 1 },
    ]);

    assert.deepEqual(
      plan.map(({ address }) => address),
      ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"],
    );
  });

  it("says what is needed where the range is too small", () => {
    assert.throws(
      () =>
        planAddresses({ from: "10.0.0.1", to: "10.0.0.5" }, [
          { name: "control", role: "controlplane", count: 3 },
          { name: "general", role: "worker", count: 1, reserve: 4 },
        ]),
      {
        name: "RangeError",
        message:
          "the address range 10.0.0.1 to 10.0.0.5 holds 5 addresses, but the machines need 7 " +
          "(control 3, general 4); widen the range or lower a count",
      },
    );
  });

  it("takes a range that ends before it starts for an empty one", () => {
    assert.throws(
      () => planAddresses({ from: "10.0.0.9", to: "10.0.0.1" }, [{ name: "a", role: "worker", count: 1 }]),
      /holds 0 addresses/,
    );
  });
});
