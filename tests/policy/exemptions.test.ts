import assert from "node:assert/strict";

import type { Exemption } from "../../policy/judge/settings.ts";
import { unknown } from "./support/sample.ts";
import {
  door,
  enoughDoors,
  exemption,
  gateWith,
  glass,
  openFront,
  problemsOf,
  refusal,
  shutDoors,
  stack,
  urnOf,
} from "./support/doors.ts";

describe("an exemption", () => {
  const findings = (given: Partial<Exemption>, name = "front") => {
    const { gate, entries } = gateWith({ exemptions: [{ ...exemption, ...given }] });
    return { found: gate.resource(shutDoors, door(name, { open: true })), told: gate.exemptions(), entries };
  };

  it("lets a resource pass, is told, and is reported with all that it says", () => {
    const { found, told, entries } = findings({});
    assert.deepEqual(found, []);
    assert.deepEqual(told, [
      {
        level: "advisory",
        message:
          "door-shut: front is exempt on the word of team-doors until 2026-06-30: The hinge is being mended.",
      },
    ]);
    assert.deepEqual(entries, [
      {
        rule: "door-shut",
        verdict: "exempt",
        urn: urnOf("front"),
        message: "open: true is not allowed",
        exemption,
      },
    ]);
  });

  it("is told once for all that it lets pass, with the first few names", () => {
    const { gate } = gateWith({
      exemptions: [{ ...exemption, resource: "*:Door::*" }],
    });
    for (const name of ["a", "b", "c", "d", "e", "f", "g", "a"]) {
      gate.resource(shutDoors, door(name, { open: true }));
    }
    assert.deepEqual(
      gate.exemptions().map(({ message }) => message),
      [
        "door-shut: a, b, c, d, e and 2 more are exempt on the word of team-doors until 2026-06-30: The hinge is being mended.",
      ],
    );
  });

  it("is advised away where nothing needed it", () => {
    const { gate } = gateWith({ exemptions: [exemption] });
    gate.resource(shutDoors, door("front", { open: false }));
    assert.deepEqual(gate.exemptions(), [
      {
        level: "advisory",
        message: `door-shut: the exemption of team-doors for ${urnOf("front")} was not needed; take it out`,
      },
    ]);
  });

  it("stays unmentioned where what it covers cannot be judged yet", () => {
    const { gate } = gateWith({ exemptions: [exemption] });
    gate.resource(shutDoors, door("front", { open: unknown }));
    assert.deepEqual(gate.exemptions(), []);
  });

  it("may not reach further than a year and a month", () => {
    assert.deepEqual(problemsOf({ exemptions: [{ ...exemption, expires: "2099-12-31" }] }), [
      "settings: exemptions: the one of door-shut expires on 2099-12-31, more than 400 days away; give an earlier day",
    ]);
  });

  it("speaks of the stack by the stack's own URN", () => {
    const { gate } = gateWith({
      exemptions: [{ ...exemption, rule: "door-enough", resource: "*pulumi:pulumi:Stack::*" }],
    });
    assert.deepEqual(gate.stack(enoughDoors, { resources: [stack] }), []);
    assert.deepEqual(
      gate.exemptions().map(({ message }) => message),
      [
        "door-enough: samples-prod is exempt on the word of team-doors until 2026-06-30: The hinge is being mended.",
      ],
    );
  });

  for (const [what, resource, name, passes] of [
    ["the whole URN", urnOf("front"), "front", true],
    ["another URN", urnOf("back"), "front", false],
    ["the beginning of a URN alone", urnOf("fro"), "front", false],
    ["the end of a URN alone", "test:index:Door::front", "front", false],
    ["a star at the end", urnOf("fr*"), "front", true],
    ["a star in the middle", "urn:pulumi:*::front", "front", true],
    ["a star for nothing", urnOf("front*"), "front", true],
    ["several stars", "*Door*o*", "front", true],
    ["a dot, which stands for itself", urnOf("fr.nt"), "front", false],
    ["brackets, which stand for themselves", urnOf("front[1]"), "front[1]", true],
  ] as const) {
    it(`with ${what} ${passes ? "covers" : "does not cover"} the resource`, () => {
      assert.equal(findings({ resource }, name).found.length, passes ? 0 : 1);
    });
  }

  it("covers no other rule", () => {
    assert.equal(findings({ rule: "door-enough" }).found.length, 1);
  });

  it("holds on its last day, until midnight in UTC", () => {
    const used = (now: string) => {
      const { gate } = gateWith({ exemptions: [exemption] }, { now: new Date(now) });
      return gate.resource(shutDoors, openFront).length === 0;
    };
    assert.equal(used("2026-06-30T23:59:59.999Z"), true);
    assert.equal(used("2026-07-01T00:00:00Z"), false);
  });

  it("refuses when it has expired: the resource, naming its owner, and itself", () => {
    const { found, told, entries } = findings({ expires: "2026-06-14" });
    assert.deepEqual(found, [
      { message: `${refusal}\nThe exemption of team-doors expired on 2026-06-14.`, urn: urnOf("front") },
    ]);
    assert.deepEqual(told, [
      {
        message:
          `door-shut: the exemption of team-doors for ${urnOf("front")} expired on 2026-06-14; ` +
          "mend the resource and take the exemption out, or renew it",
      },
    ]);
    assert.deepEqual(
      entries.map(({ verdict }) => verdict),
      ["violation"],
    );
  });

  it("that has expired gives way to one that holds", () => {
    const { gate } = gateWith({ exemptions: [{ ...exemption, expires: "2026-06-14" }, exemption] });
    assert.deepEqual(gate.resource(shutDoors, openFront), []);
  });
});

describe("break-glass", () => {
  it("refuses nothing while it is in force, and every line says so", () => {
    const { gate, entries } = gateWith({ breakGlass: glass });
    assert.deepEqual(gate.resource(shutDoors, openFront), [
      { message: `${refusal}\nLet through by break-glass.`, urn: urnOf("front"), level: "advisory" },
    ]);
    assert.deepEqual(gate.exemptions(), [
      {
        level: "advisory",
        message: "break-glass by jo until 2026-06-15T18:00:00Z: Incident 42, nobody can get out.",
      },
    ]);
    assert.deepEqual(
      entries.map(({ verdict, level }) => [verdict, level]),
      [["break-glass", "advisory"]],
    );
  });

  it("lets an expired exemption pass too", () => {
    const { gate } = gateWith({ breakGlass: glass, exemptions: [{ ...exemption, expires: "2026-06-14" }] });
    assert.deepEqual(
      gate.exemptions().map(({ level }) => level),
      ["advisory", "advisory"],
    );
  });

  for (const [what, until, problem] of [
    ["is over", "2026-06-15T12:00:00Z", "is over; take the entry out, or give a new time"],
    ["reaches too far", "2026-06-16T12:00:01Z", "is more than 24 hours away; give an earlier time"],
  ] as const) {
    it(`has no effect when it ${what}, and is itself refused`, () => {
      const { gate } = gateWith({ breakGlass: { ...glass, until } });
      assert.deepEqual(gate.resource(shutDoors, openFront), [{ message: refusal, urn: urnOf("front") }]);
      assert.deepEqual(gate.exemptions(), []);
      assert.deepEqual(problemsOf({ breakGlass: { ...glass, until } }), [
        `settings: breakGlass.until: ${until} ${problem}`,
      ]);
    });
  }

  it("may last a whole day, in any time zone", () => {
    assert.deepEqual(problemsOf({ breakGlass: { ...glass, until: "2026-06-16T14:00:00+02:00" } }), []);
  });
});
