import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { policiesPageIsCurrent } from "../../policy/generate.ts";
import { settingsOf } from "../../policy/judge/levels.ts";
import { environments } from "../../policy/judge/settings.ts";
import { rules } from "../../policy/rules/index.ts";
import { allSamples } from "./samples/index.ts";

const folder = join(import.meta.dirname, "..", "..", "policy", "rules");
const ids = rules.map(({ id }) => id);

/** Texts that appear more than once. */
const repeated = (texts: readonly string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);

describe("the list of rules", () => {
  it("has every rule that has a file, each once", () => {
    const files = globSync("*/*.ts", { cwd: folder })
      .map((path) => basename(path, ".ts"))
      .filter((name) => name !== "index");

    assert.ok(ids.length > 0);
    assert.deepEqual([...ids].sort(), files.sort());
    assert.deepEqual(repeated(ids), []);
  });

  it("has samples of every rule that pass and that fail", () => {
    assert.deepEqual([...new Set(allSamples.map(({ rule }) => rule.id))], ids);
    const lacking = allSamples.filter(
      ({ good, bad }) => Object.keys(good).length === 0 || Object.keys(bad).length === 0,
    );
    assert.deepEqual(
      lacking.map(({ rule }) => rule.id),
      [],
    );
  });

  it("says of every rule what, why, what to do and where it comes from", () => {
    // Names of programs are written as their owners write them.
    const sentence = /^([A-Z`]|etcd |cluster-admin ).*[.)]$/s;
    const wrong = rules.filter(
      ({ id, title, rationale, remedy, references }) =>
        !/^[a-z]+(-[a-z0-9]+)+$/.test(id) ||
        !/^([A-Z]|etcd).*[^.]$/.test(title) ||
        !sentence.test(rationale) ||
        !sentence.test(remedy) ||
        references.length === 0 ||
        references.some(({ url }) => !url.startsWith("https://")),
    );
    assert.deepEqual(
      wrong.map(({ id }) => id),
      [],
    );
  });
});

describe("the levels of an environment", () => {
  for (const environment of environments) {
    it(`name every rule, in ${environment}`, () => {
      assert.deepEqual(Object.keys(settingsOf(environment).levels), ids);
    });

    it(`exempt only by rules that there are, in ${environment}`, () => {
      const unknown = settingsOf(environment).exemptions.filter(({ rule }) => !ids.includes(rule));
      assert.deepEqual(unknown, []);
    });
  }

  it("are mandatory, or it is said why not", () => {
    const path = join(folder, "..", "levels", "relaxed.json");
    const reasons = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
    const weaker = ids.filter((id) =>
      environments.some((environment) => settingsOf(environment).levels[id] !== "mandatory"),
    );
    assert.deepEqual(Object.keys(reasons), weaker);
  });

  it("are in prod nowhere weaker than in staging, and there nowhere weaker than in dev", () => {
    const strength = ["disabled", "advisory", "mandatory"];
    const [dev, staging, prod] = environments.map((environment) => settingsOf(environment).levels);
    const weaker = ids.filter((id) => {
      const [low = 0, middle = 0, high = 0] = [dev, staging, prod].map((levels) =>
        strength.indexOf(levels?.[id] ?? "mandatory"),
      );
      return low > middle || middle > high;
    });
    assert.deepEqual(weaker, []);
  });
});

describe("docs/policies.md", () => {
  it("is what the rules make of it; else run npm run generate", async () => {
    assert.ok(await policiesPageIsCurrent());
  });

  it("has a section for every rule", () => {
    const text = readFileSync(join(folder, "../../docs/policies.md"), "utf8");
    assert.deepEqual(
      [...text.matchAll(/^### (\S+)$/gm)].map(([, id]) => id),
      ids,
    );
  });
});
