import { existsSync, readFileSync } from "node:fs";
import { parseAllDocuments, parseDocument, type Document } from "yaml";
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

  /** Where a relative path starts, for the problem that there is no such file. Default: as that of the custom file. */
  readonly startsAt?: string;
}

/** What was read of a file, or why there is nothing. */
type Read<T> =
  | (T & { readonly problems: readonly [] })
  | ({ readonly [K in keyof T]?: undefined } & { readonly problems: readonly Problem[] });

/** The content of a file, or why there is none. */
export type FileContent = Read<{ readonly tree: Tree }>;

/** Where the YAML library stumbles. */
type Mistake = Pick<Document["errors"][number], "pos" | "message">;

/** Reads a YAML file that holds a mapping. An empty file is an empty mapping. */
export function readMapping(path: string, kind: FileKind): FileContent {
  const { text, problems } = readText(path, kind);
  if (text === undefined) {
    return { problems };
  }
  const document = parseDocument(text, { prettyErrors: false });
  const mistakes = notYaml(kind, path, text, document.errors);
  if (mistakes.length > 0) {
    return { problems: mistakes };
  }
  const tree: unknown = document.toJS() ?? {};
  return isTree(tree)
    ? { tree, problems: [] }
    : {
        problems: [
          refusal(
            kind,
            path,
            "a mapping of configuration keys",
            `Write keys such as \`cluster:\` at the start of lines in the ${kind.title}.`,
          ),
        ],
      };
}

/** Reads a YAML file of any number of documents. */
export function readDocuments(
  path: string,
  kind: FileKind,
): Read<{ readonly documents: readonly unknown[] }> {
  const { text, problems } = readText(path, kind);
  if (text === undefined) {
    return { problems };
  }
  const documents = parseAllDocuments(text, { prettyErrors: false }) as readonly Document[];
  const mistakes = documents.flatMap(({ errors }) => errors);
  return mistakes.length > 0
    ? { problems: notYaml(kind, path, text, mistakes) }
    : { documents: documents.map((document): unknown => document.toJS()), problems: [] };
}

function readText(path: string, kind: FileKind): Read<{ readonly text: string }> {
  if (!existsSync(path)) {
    return {
      problems: [
        refusal(
          kind,
          path,
          "a file that exists",
          `Correct the path of the ${kind.title}; ${kind.startsAt ?? "a relative one starts at the project folder, with --custom at the current one"}.`,
        ),
      ],
    };
  }
  try {
    return { text: readFileSync(path, "utf8"), problems: [] };
  } catch {
    return {
      problems: [
        refusal(kind, path, "a file that can be read", `Name a file, not a folder, that this user may read.`),
      ],
    };
  }
}

/** The first of the mistakes: what follows it is often no mistake of its own. */
function notYaml(kind: FileKind, path: string, text: string, mistakes: readonly Mistake[]): Problem[] {
  return mistakes.slice(0, 1).map(({ pos, message }) => {
    const line = text.slice(0, pos[0]).split("\n").length;
    return refusal(
      kind,
      path,
      `YAML, which line ${line} is not: ${message}`,
      `Correct line ${line} of the ${kind.title}.`,
    );
  });
}

function refusal({ rule, key, shownAs }: FileKind, path: string, allowed: string, remedy: string): Problem {
  return { rule, key, value: shown(shownAs ?? path), allowed, remedy };
}
