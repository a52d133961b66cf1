import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { badHops, spanText } from "../../components/cilium/plan/index.ts";
import { KNOWN_BAD } from "../../config/versions.ts";

const text = readFileSync(new URL("../../docs/upgrading-cilium.md", import.meta.url), "utf8");

/** The cells of the table under a heading, without its head. */
function rowsUnder(heading: string): string[][] {
  const [, section = ""] = text.split(`## ${heading}\n`);
  const [table = ""] = /(^\|.*\n)+/m.exec(section) ?? [];
  const [, , ...rows] = table.trimEnd().split("\n");
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("docs/upgrading-cilium.md", () => {
  it("has a row for each upgrade that is known to be bad, and beside them only what holds for every version", () => {
    const general = ["`skipped-minor`", "`rotation-during-upgrade`"];
    const rows = rowsUnder("What is refused");

    assert.deepEqual(
      rows.filter(([rule = ""]) => !general.includes(rule)),
      badHops.map(({ id, from, to, where, source }) => [
        `\`${id}\``,
        spanText(from),
        spanText(to),
        where,
        `[${source}](https://github.com/${source.replace("#", "/issues/")})`,
      ]),
    );
    assert.equal(rows.length, badHops.length + general.length);
  });

  it("tells of each of them, and of each version that is known to be bad, where it was found", () => {
    const [, rows = ""] = text.split("## The rows in full\n");

    for (const { source } of [...badHops, ...KNOWN_BAD]) {
      assert.ok(rows.includes(`(${source})`), source);
    }
  });
});
