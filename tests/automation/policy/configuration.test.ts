import assert from "node:assert/strict";

import type { StackFacts } from "../../../automation/policy/configuration.ts";
import { disabledRules, packConfiguration } from "../../../automation/policy/configuration.ts";
import type { GivenPolicy } from "../../../automation/policy/options.ts";

const now = new Date("2026-03-31T23:30:00Z");
const asked: GivenPolicy = { configuration: {}, furtherPacks: [] };
const real: StackFacts = { simulate: false, environment: "staging" };
const exemption = {
  rule: "machine-x",
  resource: "*",
  owner: "ops",
  reason: "none better",
  expires: "2026-12-31",
};
const simulatedExemption = {
  rule: "stack-secrets-provider",
  resource: "*",
  owner: "infraflux",
  reason: "The stack is simulated: no secret in its state is a real one.",
  expires: "2026-04-01",
};

describe("packConfiguration", () => {
  const cases: Readonly<
    Record<string, { given?: Partial<GivenPolicy>; facts?: Partial<StackFacts>; want: object }>
  > = {
    "tells the pack the environment of the stack": { want: { settings: { environment: "staging" } } },
    "takes the environment of the file before that of the stack": {
      given: { configuration: { settings: { environment: "prod" } } },
      want: { settings: { environment: "prod" } },
    },
    "takes the environment of the command line before that of the file": {
      given: { environment: "dev", configuration: { settings: { environment: "prod" } } },
      want: { settings: { environment: "dev" } },
    },
    "keeps what else the file says": {
      given: {
        configuration: { "machine-x": "advisory", settings: { exemptions: [exemption], apiCidrs: [] } },
      },
      want: {
        "machine-x": "advisory",
        settings: {
          exemptions: [exemption],
          apiCidrs: [],
          levels: { "machine-x": "advisory" },
          environment: "staging",
        },
      },
    },
    "tells the pack the levels that the file gives to rules, in either form, and no others": {
      given: {
        configuration: {
          one: "mandatory",
          two: { enforcementLevel: "disabled" },
          three: "remediate",
          four: "mandatori",
          all: "mandatory",
          exemptions: "mandatory",
        },
      },
      want: {
        one: "mandatory",
        two: { enforcementLevel: "disabled" },
        three: "remediate",
        four: "mandatori",
        all: "mandatory",
        exemptions: "mandatory",
        settings: { levels: { one: "mandatory", two: "disabled" }, environment: "staging" },
      },
    },
    "does not let them raise a level that the settings lower": {
      given: {
        configuration: { one: "mandatory", settings: { levels: { one: "advisory", two: "mandatory" } } },
      },
      want: {
        one: "mandatory",
        settings: { levels: { one: "advisory", two: "mandatory" }, environment: "staging" },
      },
    },
    "leaves levels that are no object for the pack to refuse": {
      given: { configuration: { one: "mandatory", settings: { levels: "mandatory" } } },
      want: { one: "mandatory", settings: { levels: "mandatory", environment: "staging" } },
    },
    "knows better than the file what encrypts the state": {
      given: { configuration: { settings: { secretsProvider: "awskms" } } },
      facts: { secretsProvider: "passphrase" },
      want: { settings: { secretsProvider: "passphrase", environment: "staging" } },
    },
    "lets the file say what encrypts the state where it cannot know": {
      given: { configuration: { settings: { secretsProvider: "service" } } },
      want: { settings: { secretsProvider: "service", environment: "staging" } },
    },
    "exempts a simulated stack from the rule about passphrases, for a day": {
      given: { configuration: { settings: { exemptions: [exemption] } } },
      facts: { simulate: true, secretsProvider: "awskms" },
      want: {
        settings: {
          exemptions: [exemption, simulatedExemption],
          environment: "staging",
          secretsProvider: "passphrase",
        },
      },
    },
    "leaves exemptions that are no list for the pack to refuse": {
      given: { configuration: { settings: { exemptions: "none" } } },
      facts: { simulate: true },
      want: { settings: { exemptions: "none", environment: "staging", secretsProvider: "passphrase" } },
    },
    "lets break-glass last an hour": {
      given: { breakGlass: { owner: "ops", reason: "the incident" } },
      want: {
        settings: {
          environment: "staging",
          breakGlass: { owner: "ops", reason: "the incident", until: "2026-04-01T00:30:00.000Z" },
        },
      },
    },
  };
  for (const [what, { given, facts, want }] of Object.entries(cases)) {
    it(what, () => {
      assert.deepEqual(packConfiguration({ ...asked, ...given }, { ...real, ...facts }, now), want);
    });
  }
});

describe("disabledRules", () => {
  it("finds them in every place where a configuration can take a rule out, and no others", () => {
    const configuration = {
      one: "disabled",
      two: { enforcementLevel: "disabled" },
      other: "advisory",
      settings: { levels: { three: "disabled", one: "disabled", another: "mandatory" } },
    };
    assert.deepEqual(disabledRules(configuration), ["one", "two", "three"]);
  });
});
