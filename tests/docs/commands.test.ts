import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { Cli } from "../support/cli.ts";

const root = join(import.meta.dirname, "../..");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...globSync(["docs/**/*.md", "examples/*/README.md"], { cwd: root }),
];

/** The arguments of every call of the runner that a document shows, each once. */
function callsIn(document: string): string[] {
  const text = readFileSync(join(root, document), "utf8");
  const calls = text.matchAll(/npm run (?:--silent )?infraflux -- ([^\n`#|)&;"]+)/g);
  return [...new Set(Array.from(calls, ([, args = ""]) => args.replace(/ > .*/, "").trim()))];
}

/**
 * Whether the command line takes a call. It is made for a stack that is not there, so that nothing runs; the document
 * on stdout tells that its options were taken, since a refused command line has none.
 */
async function isTaken(call: string): Promise<boolean> {
  using cli = new Cli();
  const args = call.replaceAll(/(--stack|-s|--unprotect) \S+/g, "$1 nowhere").split(/\s+/);
  const { stdout } = await cli.run([...args, "--json"]);
  return stdout.includes('"rule": "stack-file"');
}

describe("the runner's calls that the documents show", () => {
  const calls = documents.flatMap((document) => callsIn(document).map((call) => ({ document, call })));

  it("are found", () => {
    assert.ok(calls.some(({ document, call }) => document === "README.md" && call.startsWith("up ")));
  });

  for (const { document, call } of calls) {
    it(`${document}: ${call}`, async () => {
      assert.ok(await isTaken(call));
    });
  }

  it("would be refused with a command or an option that is not there", async () => {
    assert.equal(await isTaken("upp --stack dev"), false);
    assert.equal(await isTaken("up --stak dev"), false);
    assert.equal(await isTaken("up --stack dev --simulated"), false);
  });
});
