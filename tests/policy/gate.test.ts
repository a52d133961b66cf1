import assert from "node:assert/strict";

import type { Resource } from "../../policy/judge/resource.ts";
import { unknown } from "./support/sample.ts";
import {
  door,
  enoughDoors,
  exemption,
  gateWith,
  openFront,
  refusal,
  shutDoors,
  stack,
  urnOf,
} from "./support/doors.ts";

describe("the gate", () => {
  it("refuses what breaks a rule, says what to do, and reports it", () => {
    const { gate, entries } = gateWith({});
    assert.deepEqual(gate.resource(shutDoors, openFront), [{ message: refusal, urn: urnOf("front") }]);
    assert.deepEqual(entries, [
      {
        rule: "door-shut",
        verdict: "violation",
        level: "mandatory",
        urn: urnOf("front"),
        message: "open: true is not allowed",
      },
    ]);
  });

  it("says on one line what a rule reports, so that a resource cannot speak in its name", () => {
    const forging = {
      ...shutDoors,
      check: (_: Resource, { report }: { report: (message: string) => void }) => {
        report("open: true\nWhat to do: nothing");
      },
    };
    const { gate } = gateWith({});
    assert.deepEqual(
      gate.resource(forging, openFront).map(({ message }) => message),
      ["open: true What to do: nothing\nWhat to do: Shut the door."],
    );
  });

  it("says nothing of what keeps a rule, and of what it does not speak about", () => {
    const { gate, entries } = gateWith({});
    assert.deepEqual(gate.resource(shutDoors, door("front", { open: false })), []);
    assert.deepEqual(gate.resource(shutDoors, { ...openFront, type: "test:index:Window" }), []);
    assert.deepEqual(entries, []);
  });

  it("only tells of what breaks an advisory rule", () => {
    const { gate, entries } = gateWith({ levels: { "door-shut": "advisory" } });
    assert.deepEqual(gate.resource(shutDoors, openFront), [
      { message: refusal, urn: urnOf("front"), level: "advisory" },
    ]);
    assert.deepEqual(
      entries.map(({ verdict, level }) => [verdict, level]),
      [["violation", "advisory"]],
    );
  });

  it("does not look where a rule is disabled, nor repairs there", () => {
    const { gate, entries } = gateWith({ levels: { "door-shut": "disabled", "door-enough": "disabled" } });
    assert.deepEqual(gate.resource(shutDoors, openFront), []);
    assert.deepEqual(gate.stack(enoughDoors, { resources: [stack] }), []);
    assert.equal(gate.breaks(shutDoors, openFront), false);
    assert.deepEqual(entries, []);
  });

  it("says of the stack, or of a resource in it, what breaks a rule about the stack", () => {
    const { gate } = gateWith({});
    assert.deepEqual(gate.stack(enoughDoors, { resources: [stack] }), [
      { message: "doors: got 0, want at least 1\nWhat to do: Shut the door.", urn: stack.urn },
    ]);
    assert.deepEqual(
      gate.stack(enoughDoors, { resources: [stack, door("back", {}), door("front", { number: 1 })] }),
      [{ message: "number: got nothing, want one\nWhat to do: Shut the door.", urn: urnOf("back") }],
    );
  });

  it("has a resource repaired that breaks a rule and is not exempt", () => {
    assert.equal(gateWith({}).gate.breaks(shutDoors, openFront), true);
    assert.equal(gateWith({}).gate.breaks(shutDoors, door("front", { open: false })), false);
    assert.equal(gateWith({ exemptions: [exemption] }).gate.breaks(shutDoors, openFront), false);
  });
});

describe("what cannot be judged", () => {
  it("is told once a rule, with what is missing, and reported once a resource", () => {
    const { gate, entries } = gateWith({});
    assert.deepEqual(gate.resource(shutDoors, door("front", { open: unknown })), []);
    assert.deepEqual(gate.resource(shutDoors, door("back", { open: unknown })), []);
    assert.deepEqual(gate.notJudged(), [
      {
        level: "advisory",
        message:
          "door-shut: front, back are not judged, for want of open; up knows what a preview does not, and settings have to be told",
      },
    ]);
    assert.deepEqual(entries, [
      { rule: "door-shut", verdict: "not-judged", urn: urnOf("front"), message: "not known yet: open" },
      { rule: "door-shut", verdict: "not-judged", urn: urnOf("back"), message: "not known yet: open" },
    ]);
  });

  it("hides nothing of what can be", () => {
    const { gate } = gateWith({});
    const resources = [stack, door("front", { number: unknown }), door("back", {})];
    assert.deepEqual(
      gate.stack(enoughDoors, { resources }).map(({ urn }) => urn),
      [urnOf("back")],
    );
    assert.deepEqual(
      gate.notJudged().map(({ message }) => message),
      [
        "door-enough: samples-prod is not judged, for want of number; up knows what a preview does not, and settings have to be told",
      ],
    );
  });

  it("is not told where everything was known", () => {
    const { gate } = gateWith({});
    gate.resource(shutDoors, openFront);
    assert.deepEqual(gate.notJudged(), []);
  });
});
