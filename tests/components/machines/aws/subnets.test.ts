import assert from "node:assert/strict";

import { planSubnets } from "../../../../components/machines/aws/subnets.ts";

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

describe("planSubnets", () => {
  it("gives each zone a quarter of the network for machines, and a sixteenth that faces the internet", () => {
    assert.deepEqual(planSubnets({ nodeCidr: "10.31.0.0/20", zones }), [
      { zone: "eu-central-1a", privateCidr: "10.31.0.0/22", publicCidr: "10.31.12.0/24" },
      { zone: "eu-central-1b", privateCidr: "10.31.4.0/22", publicCidr: "10.31.13.0/24" },
      { zone: "eu-central-1c", privateCidr: "10.31.8.0/22", publicCidr: "10.31.14.0/24" },
    ]);
  });

  it("takes the largest and the smallest network that AWS can share out so", () => {
    assert.deepEqual(planSubnets({ nodeCidr: "10.0.0.0/16", zones: ["z"] }), [
      { zone: "z", privateCidr: "10.0.0.0/18", publicCidr: "10.0.192.0/20" },
    ]);
    assert.deepEqual(planSubnets({ nodeCidr: "192.168.10.0/24", zones: ["y", "z"] }), [
      { zone: "y", privateCidr: "192.168.10.0/26", publicCidr: "192.168.10.192/28" },
      { zone: "z", privateCidr: "192.168.10.64/26", publicCidr: "192.168.10.208/28" },
    ]);
  });

  it("moves nobody when a zone is added at the end", () => {
    const plan = { nodeCidr: "10.31.0.0/20" };
    assert.deepEqual(
      planSubnets({ ...plan, zones }).slice(0, 2),
      planSubnets({ ...plan, zones: zones.slice(0, 2) }),
    );
  });

  for (const [nodeCidr, what] of [
    ["10.0.0.0/15", "is too large"],
    ["10.0.0.0/25", "is too small"],
    ["10.0.0.1/20", "has host bits"],
  ] as const) {
    it(`refuses a network that ${what}`, () => {
      assert.throws(() => planSubnets({ nodeCidr, zones }), {
        name: "RangeError",
        message: `want a network from /16 to /24 such as 10.0.0.0/16, got "${nodeCidr}"`,
      });
    });
  }

  it("refuses more zones than there is room for", () => {
    assert.throws(() => planSubnets({ nodeCidr: "10.0.0.0/16", zones: [...zones, "eu-central-1d"] }), {
      name: "RangeError",
      message: "a new network has room for 3 zones, got 4",
    });
  });
});
