import assert from "node:assert/strict";

import { checksumOf } from "../../tools/provide/from-release.ts";
import { parseVersion } from "../../tools/provide/version.ts";

describe("parseVersion", () => {
  const cases: readonly [printed: string, version: string | undefined][] = [
    ["v3.259.0\n", "3.259.0"],
    ["3.259.0-alpha.1+dirty", "3.259.0-alpha.1"],
    ["Client:\n\tTag:         v1.13.0\n\tGo version:  go1.26.8\n", "1.13.0"],
    ["sops 3.13.3 (latest)", "3.13.3"],
    ["etcd Version: 3.6.8\nGit SHA: Not provided\nGo Version: go1.26.8\n", "3.6.8"],
    ["Kubernetes v1.36.3\n", "1.36.3"],
    ["Version: v1.19.1\nTime: ---\nGit commit ID: ---\n", "1.19.1"],
    ["gator: gator is a suite of tools\n\nGitVersion:    v3.23.1\nGoVersion:     go1.26.8\n", "3.23.1"],
    ["1.20.0-0a1b2c3d\n", "1.20.0-0a1b2c3d"],
    ["(devel)", undefined],
    ["", undefined],
  ];
  for (const [printed, version] of cases) {
    it(`finds ${version ?? "nothing"} in ${JSON.stringify(printed)}`, () => {
      assert.equal(parseVersion(printed), version);
    });
  }
});

describe("checksumOf", () => {
  const list = "AAAA  other.tar.gz\nbbbb *tool.tar.gz\ncccc  ./bin/tool\n";

  it("finds the sum of a file in either form of a list, in small letters", () => {
    assert.deepEqual(
      ["other.tar.gz", "tool.tar.gz", "tool"].map((file) => checksumOf(file, list)),
      ["aaaa", "bbbb", "cccc"],
    );
  });

  it("takes a text that is one sum for the sum of the file", () => {
    assert.equal(checksumOf("tool", `${"AB".repeat(32)}\n`), "ab".repeat(32));
    assert.equal(checksumOf("tool", "abab\n"), undefined);
  });

  it("takes no part of a name for the name", () => {
    assert.equal(checksumOf("tar.gz", list), undefined);
  });
});
