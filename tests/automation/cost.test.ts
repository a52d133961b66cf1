import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";

import { costLines, costResult } from "../../automation/cost.ts";
import { monthlyCost } from "../../config/cost.ts";

const estimate = monthlyCost({
  provider: "aws",
  region: "eu-north-1",
  pools: [
    {
      name: "cp",
      count: 3,
      instanceType: "m6i.xlarge",
      spot: false,
      disks: [{ sizeGiB: 60, volumeType: "gp3" }],
    },
    { name: "worker", count: 10, instanceType: "r6i.16xlarge", spot: true, disks: [] },
  ],
  natGateways: 0,
  loadBalancers: 0,
  publicAddresses: 0,
  keys: 0,
});

describe("costLines", () => {
  const lines = costLines(estimate).map(stripVTControlCharacters);

  it("begins with the total", () => {
    assert.deepEqual(lines.slice(0, 2), ["", "Cost per month: about $29,868.48"]);
  });

  it("has a row for each line, aligned", () => {
    assert.deepEqual(lines.slice(2, 6), [
      "  what                         count  each       per month",
      "  m6i.xlarge, cp               3      $140.16    $420.48",
      "  r6i.16xlarge (spot), worker  10     $2,943.36  $29,433.60",
      "  gp3 disk, 60 GiB             3      $4.80      $14.40",
    ]);
  });

  it("says how old the prices are, what stands in for others, and what is left out", () => {
    const words = lines.slice(6).join("\n");
    assert.match(words, /List prices for eu-north-1, the oldest of \d{4}-\d\d-\d\d; docs\/cost\.md/);
    assert.match(words, /\n {2}Spot machines are counted at the regular price/);
    assert.match(words, /\n {2}At the prices of us-east-1, for want of those of eu-north-1: /);
    assert.match(words, /\n {2}Not included: traffic, .*\.$/);
  });

  it("says nothing where there is no estimate", () => {
    assert.deepEqual(costLines(undefined), []);
  });
});

describe("costResult", () => {
  it("takes an estimate as it is", () => {
    assert.deepEqual(costResult.parse(estimate), estimate);
  });

  it("refuses one that lacks its date", () => {
    assert.equal(costResult.safeParse({ ...estimate, asOf: "" }).success, false);
  });
});
