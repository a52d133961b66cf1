import assert from "node:assert/strict";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { sourceDigest } from "../../tools/provide/source-digest.mjs";

describe("sourceDigest", () => {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-sources-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const digest = () => sourceDigest(pathToFileURL(`${folder}/`));
  const write = (file: string, text: string) => {
    writeFileSync(join(folder, file), text);
  };

  it("is another one whenever a source is added, changed or renamed, and only then", () => {
    write("main.go", "package main\n");
    const first = digest();
    write("ends.go", "package main\n");
    const added = digest();
    write("ends.go", "package main // changed\n");
    const changed = digest();
    renameSync(join(folder, "ends.go"), join(folder, "end.go"));
    const renamed = digest();
    write("README.md", "About it.\n");

    assert.equal(digest(), renamed);
    assert.equal(new Set([first, added, changed, renamed]).size, 4);
    assert.match(first, /^[0-9a-f]{8}$/);
  });
});
