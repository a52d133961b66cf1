import { existsSync, readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { isTree, type Tree } from "./layers.ts";
import { shown, type Problem } from "./problems.ts";

/** What a file is to the user, for the problems of reading it. */
export interface FileKind {
  /** Rule that its problems name. */
  readonly rule: string;

  /** Key that its problems name. */
  readonly key: string;

  /** What it is called, such as `custom file`. */
  readonly title: string;

  /** Its path as problems show it. Default: the path itself. */
  readonly shownAs?: string;
}

/** The content of a file, or why there is none. */
export type FileContent =
  | { readonly tree: Tree; readonly problems: readonly [] }
  | { readonly tree?: undefined; readonly problems: readonly Problem[] };

/** Reads a YAML file that holds a mapping. An empty file is an empty mapping. */
export function readMapping(path: string, { rule, key, title, shownAs = path }: FileKind): FileContent {
  const refused = (allowed: string, remedy: string): FileContent => ({
    problems: [{ rule, key, value: shown(shownAs), allowed, remedy }],
  });
  if (!existsSync(path)) {
    return refused(
      "a file that exists",
      `Correct the path of the ${title}; a relative one starts at the project folder, with --custom at the current one.`,
    );
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return refused("a file that can be read", `Name a file, not a folder, that this user may read.`);
  }
  const document = parseDocument(text, { prettyErrors: false });
  const [mistake] = document.errors;
  if (mistake) {
    const line = text.slice(0, mistake.pos[0]).split("\n").length;
    return refused(
      `YAML, which line ${line} is not: ${mistake.message}`,
      `Correct line ${line} of the ${title}.`,
    );
  }
  const tree: unknown = document.toJS() ?? {};
  return isTree(tree)
    ? { tree, problems: [] }
    : refused(
        "a mapping of configuration keys",
        `Write keys such as \`cluster:\` at the start of lines in the ${title}.`,
      );
}
