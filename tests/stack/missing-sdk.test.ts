import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { RunError } from "@pulumi/pulumi";

import manifest from "../../package.json" with { type: "json" };
import { withSdk } from "../../stack/missing-sdk.ts";
import { cloudSdks } from "../../tools/lib/parts.mjs";
import { findTask } from "../../tools/lib/tasks.mjs";

describe("withSdk", () => {
  // Outside the repository, where no package is installed.
  const folder = mkdtempSync(join(tmpdir(), "infraflux-sdk-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  let modules = 0;
  /** Imports a module that consists of these words. */
  const importing = (words: string) => {
    modules += 1;
    const file = join(folder, `${modules}.mjs`);
    writeFileSync(file, words);
    return () => import(pathToFileURL(file).href) as Promise<{ answer: number }>;
  };
  const failure = async (provider: string, words: string): Promise<unknown> => {
    let failed: unknown;
    await assert.rejects(withSdk(provider, importing(words)), (error) => {
      failed = error;
      return true;
    });
    return failed;
  };

  it("returns what was loaded", async () => {
    assert.equal((await withSdk("aws", importing("export const answer = 42;"))).answer, 42);
  });

  for (const [provider, sdk] of Object.entries(cloudSdks)) {
    it(`names the pinned version of ${sdk}, and a command that installs it`, async () => {
      const error = await failure(provider, `import "${sdk}/provider.js";`);

      const version = (manifest.devDependencies as Record<string, string>)[sdk] ?? "no version";
      assert.ok(error instanceof RunError);
      assert.equal(
        error.message,
        `provider: ${provider} needs the package ${sdk} ${version}, which is not installed; ` +
          `run \`npm run setup -- ${provider}\` in the folder of this project, then repeat the command`,
      );
      assert.match(manifest.scripts.setup, /run\.mjs setup$/);
      assert.deepEqual(findTask("setup").needs([provider]).sdks, [sdk]);
    });
  }

  const others: Record<string, readonly [words: string, message: RegExp]> = {
    "a package that nobody pinned": ['import "no-such-package";', /^Cannot find package 'no-such-package'/],
    "a missing file": ['import "./no-such-file.js";', /^Cannot find module .+no-such-file/],
    "an error of the module itself": ['throw new Error("too early");', /^too early$/],
  };
  for (const [what, [words, message]] of Object.entries(others)) {
    it(`leaves ${what} as it is`, async () => {
      const error = await failure("aws", words);

      assert.ok(error instanceof Error && !(error instanceof RunError));
      assert.match(error.message, message);
    });
  }
});
