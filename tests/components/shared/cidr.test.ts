import assert from "node:assert/strict";

import {
  addressAt,
  addressCount,
  blocksOverlap,
  compareAddresses,
  contains,
  parseRange,
  rangesOverlap,
} from "../../../components/shared/cidr.ts";

describe("parseRange", () => {
  for (const [cidr, from, to] of [
    ["10.0.0.0/24", "10.0.0.0", "10.0.0.255"],
    ["10.0.0.7/24", "10.0.0.0", "10.0.0.255"],
    ["10.244.0.0/16", "10.244.0.0", "10.244.255.255"],
    ["192.168.1.1/32", "192.168.1.1", "192.168.1.1"],
    ["0.0.0.0/0", "0.0.0.0", "255.255.255.255"],
    ["fd00::/126", "fd00::", "fd00::3"],
  ] as const) {
    it(`reads ${cidr}`, () => {
      assert.deepEqual(parseRange(cidr), { from, to });
    });
  }

  for (const cidr of ["10.0.0.0", "10.0.0.0/33", "10.0.0/24", "somewhere", ""]) {
    it(`refuses "${cidr}" and shows it`, () => {
      assert.throws(() => parseRange(cidr), {
        name: "RangeError",
        message: `want a network in CIDR notation such as 10.0.0.0/24, got "${cidr}"`,
      });
    });
  }
});

describe("rangesOverlap", () => {
  for (const [a, b, expected] of [
    ["10.0.0.0/8", "10.244.0.0/16", true],
    ["10.244.0.0/16", "10.0.0.0/8", true],
    ["10.0.0.0/25", "10.0.0.128/25", false],
    ["10.0.0.0/24", "10.0.0.0/24", true],
    ["::/0", "10.0.0.0/8", false],
  ] as const) {
    it(`is ${String(expected)} for ${a} and ${b}`, () => {
      assert.equal(rangesOverlap(a, b), expected);
    });
  }
});

describe("blocksOverlap", () => {
  it("counts the ends in", () => {
    const block = { from: "10.0.0.10", to: "10.0.0.20" };

    assert.equal(blocksOverlap(block, { from: "10.0.0.20", to: "10.0.0.30" }), true);
    assert.equal(blocksOverlap(block, { from: "10.0.0.21", to: "10.0.0.30" }), false);
  });
});

describe("contains", () => {
  it("counts the first and the last address in", () => {
    assert.equal(contains("10.0.0.0/24", "10.0.0.0"), true);
    assert.equal(contains("10.0.0.0/24", "10.0.0.255"), true);
    assert.equal(contains("10.0.0.0/24", "10.0.1.0"), false);
    assert.equal(contains("10.0.0.0/24", "::a00:1"), false);
  });
});

describe("addressAt", () => {
  it("carries over into the next octet", () => {
    assert.equal(addressAt("10.0.0.255", 1), "10.0.1.0");
    assert.equal(addressAt("10.0.1.0", -1), "10.0.0.255");
    assert.equal(addressAt("fd00::ffff", 1), "fd00::1:0");
  });

  it("refuses to leave the address family", () => {
    assert.throws(() => addressAt("255.255.255.255", 1), {
      name: "RangeError",
      message: "there is no address 1 places from 255.255.255.255",
    });
  });

  it("refuses shortened and octal forms, which others read differently", () => {
    for (const address of ["10.1", "010.0.0.1", "0x0a000001", "10.0.0.256"]) {
      assert.throws(() => addressAt(address, 0), {
        message: `want an IP address such as 10.0.0.10, got "${address}"`,
      });
    }
  });
});

describe("addressCount", () => {
  it("counts both ends in", () => {
    assert.equal(addressCount("10.0.0.10", "10.0.0.10"), 1);
    assert.equal(addressCount("10.0.0.10", "10.0.1.9"), 256);
    assert.equal(addressCount("10.0.0.10", "10.0.0.8"), -1);
  });
});

describe("compareAddresses", () => {
  it("orders by value and not by text", () => {
    const sorted = ["10.0.0.100", "10.0.0.9", "10.0.0.20"].sort(compareAddresses);

    assert.deepEqual(sorted, ["10.0.0.9", "10.0.0.20", "10.0.0.100"]);
    assert.equal(compareAddresses("10.0.0.1", "10.0.0.1"), 0);
  });
});
