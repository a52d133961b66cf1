import assert from "node:assert/strict";

import { environmentOf, settingsFor, settingsOf } from "../../policy/judge/levels.ts";
import type { GivenSettings } from "../../policy/judge/settings.ts";
import { environments } from "../../policy/judge/settings.ts";
import { exemption, gateWith, glass, openFront, problemsOf, shutDoors } from "./support/doors.ts";

describe("levels", () => {
  for (const [name, environment] of [
    ["dev", "dev"],
    ["staging", "staging"],
    ["prod", "prod"],
    ["eu-dev", "dev"],
    ["staging_2", "staging"],
    ["west.prod", "prod"],
    ["develop", "prod"],
    ["Dev", "prod"],
    ["dev-of-prod", "prod"],
    ["staging-dev", "staging"],
    ["", "prod"],
  ] as const) {
    it(`of the stack "${name}" are those of ${environment}`, () => {
      assert.equal(environmentOf(name), environment);
    });
  }

  it("are those of the stack's name, unless the settings name an environment", () => {
    assert.deepEqual(settingsFor("eu-dev"), settingsOf("dev"));
    assert.deepEqual(settingsFor("eu-dev", { environment: "prod" }), settingsOf("prod"));
  });

  it("come with settings that can be used, in every environment", () => {
    assert.deepEqual(
      environments.map((environment) => settingsOf(environment).environment),
      environments,
    );
  });

  it("of single rules go over those of the environment, and leave the others alone", () => {
    const base = settingsOf("prod").levels;
    const { levels } = settingsFor("prod", { levels: { "door-shut": "advisory" } });
    assert.deepEqual(levels, { ...base, "door-shut": "advisory" });
  });

  it("are set beside exemptions, which add up, and lists, which are replaced", () => {
    const base = settingsOf("prod");
    const given: GivenSettings = { exemptions: [exemption], ownerTags: ["squad"] };
    const { exemptions, ownerTags, ownerLabels } = settingsFor("prod", given);
    assert.deepEqual(exemptions, [...base.exemptions, exemption]);
    assert.deepEqual([ownerTags, ownerLabels], [["squad"], base.ownerLabels]);
  });
});

describe("settings", () => {
  it("of an environment are no problem", () => {
    assert.deepEqual(problemsOf({}), []);
  });

  it("may speak only of rules that there are", () => {
    assert.deepEqual(
      problemsOf({
        levels: { "door-ajar": "advisory" },
        exemptions: [{ ...exemption, rule: "window-shut" }],
      }),
      [
        'settings: levels: there is no rule "door-ajar"',
        'settings: exemptions: there is no rule "window-shut"',
      ],
    );
  });

  for (const [what, given, problem] of [
    ["an unknown key", { exemption: [] }, '✖ Unrecognized key: "exemption"'],
    [
      "an unknown level",
      { levels: { "door-shut": "warn" } },
      '✖ Invalid option: expected one of "mandatory"|"advisory"|"disabled"\n  → at levels["door-shut"]',
    ],
    [
      "an exemption without a reason",
      { exemptions: [{ ...exemption, reason: "because" }] },
      "✖ want a reason that a stranger understands, of 10 characters at least\n  → at exemptions[0].reason",
    ],
    [
      "an exemption without an owner",
      { exemptions: [{ ...exemption, owner: " " }] },
      "✖ want the name of a person or team\n  → at exemptions[0].owner",
    ],
    [
      "an exemption that expires on a day that is none",
      { exemptions: [{ ...exemption, expires: "2026-02-30" }] },
      "✖ Invalid ISO date\n  → at exemptions[0].expires",
    ],
    [
      "a break-glass without an offset",
      { breakGlass: { ...glass, until: "2026-06-15T18:00:00" } },
      "✖ Invalid ISO datetime\n  → at breakGlass.until",
    ],
  ] as const) {
    it(`with ${what} are refused, and those of the environment are in force`, () => {
      assert.deepEqual(problemsOf(given), [`settings: ${problem}`]);
      assert.equal(gateWith(given).gate.resource(shutDoors, openFront)[0]?.level, undefined);
    });
  }
});
