import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

import { capabilityNames, kebab } from "../../components/cilium/plan/index.ts";

const folder = join(import.meta.dirname, "../../docs/runbooks");

/** The headings of a runbook, in their order. */
const headings = [
  "What it does",
  "Settings",
  "See that it works",
  "Change it",
  "Rollback",
  "When it goes wrong",
];

/** What stands under each heading of a document. */
function sectionsOf(text: string): Map<string, string> {
  const [, ...sections] = text
    .replaceAll(/^```[\s\S]*?^```/gm, (code) => code.replaceAll(/^#/gm, " #"))
    .split(/^## /m);
  return new Map(
    sections.map((section) => {
      const [heading = "", ...lines] = section.split("\n");
      return [heading, lines.join("\n").trim()];
    }),
  );
}

const missing = (text: string) => {
  const sections = sectionsOf(text);
  return headings.filter((heading) => (sections.get(heading) ?? "") === "");
};

describe("the runbooks", () => {
  for (const name of capabilityNames) {
    it(`have one for ${name}, with a way to see that it works and a way back`, () => {
      const file = join(folder, `${kebab(name)}.md`);
      assert.ok(existsSync(file), `docs/runbooks/${kebab(name)}.md is not there`);

      assert.deepEqual(missing(readFileSync(file, "utf8")), []);
    });
  }

  it("are all about a capability, or found from a document", () => {
    const known = new Set(capabilityNames.map((name) => `${kebab(name)}.md`));
    const documents = globSync("*.md", { cwd: join(folder, "..") }).map((file) =>
      readFileSync(join(folder, "..", file), "utf8"),
    );

    for (const file of globSync("*.md", { cwd: folder })) {
      const name = basename(file);
      assert.ok(known.has(name) || documents.some((text) => text.includes(`runbooks/${name}`)), name);
    }
  });

  it("would be refused without a heading, or with nothing under it", () => {
    const whole = headings.map((heading) => `## ${heading}\n\nText.\n`).join("\n");

    assert.deepEqual(missing(whole), []);
    assert.deepEqual(missing(whole.replace("## Rollback", "## Undo")), ["Rollback"]);
    assert.deepEqual(missing(whole.replace("Text.\n", "")), ["What it does"]);
    assert.deepEqual(missing("```sh\n## Rollback\n```\n"), headings);
  });
});
