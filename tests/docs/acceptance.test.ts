import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { RELEASES } from "../../config/index.ts";
import { checks } from "../../tools/acceptance/checks/index.ts";
import { readCommandLine } from "../../tools/acceptance/command-line.ts";
import { textStream } from "../support/text-stream.ts";

const page = readFileSync(new URL("../../docs/acceptance.md", import.meta.url), "utf8");

/** Reads a command line, and keeps what it says to itself. */
function read(...args: readonly string[]): string {
  let said = "";
  const stream = textStream((text) => (said += text));
  try {
    readCommandLine(args, { stdout: stream, stderr: stream });
  } catch (error) {
    said += String(error);
  }
  return said;
}

describe("docs/acceptance.md", () => {
  const rows = Array.from(page.matchAll(/^\| `([^`]+)` /gm), ([, first = ""]) => first);

  it("describes every check in its table, and no other", () => {
    assert.deepEqual(
      rows.filter((first) => !first.startsWith("--")).sort(),
      checks.map(({ name }) => name).sort(),
    );
  });

  it("describes every option, as the command line calls it", () => {
    const options = Array.from(
      read("--help").matchAll(/^ {2}(--\S+(?: <\S+>)?)/gm),
      ([, option = ""]) => option,
    );
    assert.deepEqual(rows.filter((first) => first.startsWith("--")).sort(), options.sort());
  });

  it("shows only calls that the command line takes", () => {
    const calls = Array.from(page.matchAll(/^npm run acceptance -- (.+)$/gm), ([, args = ""]) => args);

    assert.ok(calls.length > 0);
    for (const call of calls) {
      assert.equal(read(...call.split(" ")), "", call);
    }
    assert.match(read("--echo-ur", "http://x/"), /unknown option/);
  });

  it("installs the version of cilium-cli that goes with the first release", () => {
    const versions = Array.from(page.matchAll(/\/download\/v([\d.]+)/g), ([, version]) => version);

    assert.deepEqual(versions, [RELEASES[0].ciliumCli]);
  });
});
