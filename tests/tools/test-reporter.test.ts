import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { programOf } from "../../tools/lib/package-program.mjs";

const mocha = programOf("mocha", "mocha");

describe("TestReporter", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-reporter-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs mocha with our settings on test files with these contents. */
  const runTests = (...contents: string[]) => {
    const files = contents.map((content, index) => {
      const file = join(folder, `${index}.test.ts`);
      writeFileSync(file, `import assert from "node:assert/strict";\n${content}`);
      return file;
    });
    // The coverage of these runs is not the coverage of this repository.
    const env = { ...process.env, NODE_V8_COVERAGE: undefined };
    const { status, stdout } = spawnSync("node", [mocha, ...files], { encoding: "utf8", env });
    return { status, stdout, last: stdout.trimEnd().split("\n").at(-1) };
  };

  it("ends with the counts when all is well", () => {
    const { status, last } = runTests(`it("one", () => {});`, `it("two", () => {});`);

    assert.deepEqual([status, last], [0, "2 passed, 0 failed"]);
  });

  it("ends with the counts when something failed or was skipped, and names it", () => {
    const { status, stdout, last } = runTests(
      `it("fine", () => {}); it("broken", () => assert.equal(1 + 1, 3)); it.skip("later", () => {});`,
    );

    assert.deepEqual([status, last], [1, "1 passed, 1 failed, 1 skipped"]);
    assert.match(stdout, /Failures:[^]+1\) broken:[^]+2 !== 3/);
  });

  it("fails when nothing was run", () => {
    const { status, last } = runTests("assert.ok(true);");

    assert.deepEqual([status, last], [1, "0 passed, 0 failed"]);
  });

  it("counts a file that cannot be loaded as a failure and names it", () => {
    const { status, stdout, last } = runTests(`import "./missing.ts";`, `it("fine", () => {});`);

    assert.deepEqual([status, last], [1, "1 passed, 1 failed"]);
    assert.match(stdout, /FAILED .*0\.test\.ts\n/);
  });

  it("fails when a test leaves a promise that nobody waits for", () => {
    const { status, stdout, last } = runTests(
      `it("forgets to wait", () => { void Promise.reject(new Error("too late")); }); it("fine", () => {});`,
    );

    assert.equal(status, 1);
    assert.match(last ?? "", /, 1 failed$/);
    assert.match(stdout, /"after each" hook[^]+nobody waits for was rejected: Error: too late/);
  });
});
