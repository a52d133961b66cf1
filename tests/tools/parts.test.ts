import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join, relative } from "node:path";

import ts from "typescript";

import { allParts, cloudSdks, filesOf, projectOf } from "../../tools/lib/parts.mjs";
import { root } from "../../tools/lib/paths.mjs";

/** The source files that a `tsconfig.json` includes, relative to the repository. */
function filesIn(project: string): string[] {
  const problems: ts.Diagnostic[] = [];
  const report = (problem: ts.Diagnostic) => problems.push(problem);
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: report };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(root, project, "tsconfig.json"), {}, host);
  assert.deepEqual([...problems, ...(parsed?.errors ?? [])], []);
  return (parsed?.fileNames ?? []).map((file) => relative(root, file)).sort();
}

describe("the parts of the repository", () => {
  const files = new Map(allParts.map((part) => [part, filesIn(projectOf(part))] as const));

  it("have each source file in one of them", () => {
    const all = [...files.values()].flat().sort();

    assert.deepEqual(
      all.filter((file, index) => file === all[index + 1]),
      [],
    );
    const sources = globSync("**/*.ts", { cwd: root, exclude: ["**/node_modules", ".tools", ".git"] });
    assert.deepEqual(
      sources.filter((file) => !all.includes(file)),
      [],
    );
  });

  for (const cloud of Object.keys(cloudSdks)) {
    it(`have what is linted as ${cloud} type-checked as ${cloud}`, () => {
      const linted = globSync(filesOf(cloud), { cwd: root }).filter((file) => file.endsWith(".ts"));

      assert.ok(linted.includes(`components/machines/${cloud}/index.ts`), linted.join(", "));
      assert.deepEqual(linted.sort(), files.get(cloud));
    });
  }
});
