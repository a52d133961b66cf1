import assert from "node:assert/strict";
import { criticalPath, stepsOf, type Step } from "../../../simulator/core/critical-path.ts";

const step = (urn: string, seconds: number, ...after: string[]): Step => ({ urn, seconds, after });

describe("criticalPath", () => {
  it("follows the chain that takes longest", () => {
    const steps = [
      step("image", 40),
      step("vm-a", 45, "image"),
      step("vm-b", 60, "image"),
      step("boot", 5, "vm-a", "vm-b"),
    ];

    assert.deepEqual(criticalPath(steps), {
      seconds: 105,
      path: [
        { step: "image", seconds: 40 },
        { step: "vm-b", seconds: 60 },
        { step: "boot", seconds: 5 },
      ],
    });
  });

  it("does not get longer with steps beside each other", () => {
    const machines = (count: number) => [
      step("image", 1),
      ...Array.from({ length: count }, (_, i) => step(`vm${i}`, 9, "image")),
    ];

    assert.equal(criticalPath(machines(100)).seconds, criticalPath(machines(3)).seconds);
  });

  it("lets steps wait for a place when the engine runs few at once, and says so in the path", () => {
    const steps = [step("a", 10), step("b", 4), step("c", 3), step("d", 1, "c")];

    assert.deepEqual(criticalPath(steps, 1).seconds, 18);
    assert.deepEqual(criticalPath([step("a", 4), step("b", 10), step("c", 7)], 2), {
      seconds: 11,
      path: [
        { step: "a", seconds: 4 },
        { step: "c", seconds: 7 },
      ],
    });
  });

  it("passes through steps that take no time, and they need no place", () => {
    const steps = [step("vm", 7), step("component", 0, "vm"), step("gate", 2, "component")];

    assert.deepEqual(criticalPath(steps, 1), {
      seconds: 9,
      path: [
        { step: "vm", seconds: 7 },
        { step: "gate", seconds: 2 },
      ],
    });
  });

  it("takes what is not part of the run for done", () => {
    assert.equal(criticalPath([step("vm", 3, "elsewhere")]).seconds, 3);
  });

  it("refuses steps in a circle", () => {
    assert.throws(() => criticalPath([step("a", 1, "b"), step("b", 1, "a")]), /circle: a, b/);
  });

  it("is done at once when there is nothing to do", () => {
    assert.deepEqual(criticalPath([]), { seconds: 0, path: [] });
  });
});

describe("stepsOf", () => {
  it("takes dependencies, parents and providers for what must be done before, and adds up the calls", () => {
    const urn = (name: string) => `urn:pulumi:dev::p::t::${name}`;
    const call = { op: "create", token: "t", preview: false, startedAt: 0, outcome: "ok" } as const;
    const resources = [
      { urn: urn("provider") },
      {
        urn: urn("vm"),
        provider: `${urn("provider")}::a0-b1`,
        parent: urn("machines"),
        dependencies: [urn("image")],
      },
    ];
    const operations = [
      { ...call, seq: 1, urn: urn("vm"), simulatedSeconds: 10 },
      { ...call, seq: 2, op: "create", urn: urn("vm"), simulatedSeconds: 45 },
    ] as const;

    assert.deepEqual(stepsOf(resources, operations), [
      { urn: urn("provider"), seconds: 0, after: [] },
      { urn: urn("vm"), seconds: 55, after: [urn("image"), urn("machines"), urn("provider")] },
    ]);
  });
});
