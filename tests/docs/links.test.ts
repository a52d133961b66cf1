import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");
const documents = globSync("**/*.md", {
  cwd: root,
  exclude: (path) => /(^|\/)(node_modules|\.tools|dist)(\/|$)/.test(path),
});

/** Name that a heading has in links, by the rule of the Git hosts. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, "")
    .trim()
    .replace(/\s/g, "-");
}

function anchorsOf(path: string): Set<string> {
  const headings = readFileSync(path, "utf8").matchAll(/^#{1,6} (.+)$/gm);
  return new Set(Array.from(headings, ([, heading = ""]) => anchorOf(heading)));
}

/** The relative links of a document that lead nowhere. */
function brokenLinks(document: string): string[] {
  const path = join(root, document);
  const text = readFileSync(path, "utf8").replace(/```[\s\S]*?```/g, "");
  const links = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, link = ""]) => link);
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : join(dirname(path), file);
      return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
    });
}

describe("the documents", () => {
  it("are there", () => {
    assert.ok(documents.includes("README.md"));
  });

  for (const document of documents) {
    it(`${document} links only to what is there`, () => {
      assert.deepEqual(brokenLinks(document), []);
    });
  }
});
