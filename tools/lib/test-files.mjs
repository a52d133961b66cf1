// @ts-check
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { splitArgs } from "./args.mjs";
import { root } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";

/**
 * Which test files to run, and which options to hand on to mocha.
 *
 * Arguments before the first option choose files: those whose path contains one of the texts. What follows, options
 * and their values, is mocha's.
 *
 * @param {"quick" | "long"} kind `long` is what takes many minutes: files called `*.long.test.ts`
 * @param {readonly string[]} args
 * @returns {{ files: string[], options: readonly string[] }} files relative to the repository
 * @throws {SetupError} when no file is left: a run of nothing would pass
 */
export function selectTests(kind, args) {
  const { words: texts, options } = splitArgs(args);
  const files = testFiles()
    .filter((file) => file.endsWith(".long.test.ts") === (kind === "long"))
    .filter((file) => texts.length === 0 || texts.some((text) => file.includes(text)));
  if (files.length === 0) {
    const condition =
      texts.length === 0 ? "" : ` whose path contains ${texts.map((text) => `"${text}"`).join(" or ")}`;
    throw new SetupError(`There is no ${kind} test file${condition}. Test files are tests/**/*.test.ts.`);
  }
  return { files, options };
}

/** @returns {string[]} */
function testFiles() {
  return readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => join("tests", file))
    .sort();
}
