import { isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Node, Pair } from "yaml";

/** A file of a chart's templates. */
export interface Template {
  readonly path: string;
  readonly text: string;
}

/** What a chart says of its values, as lines of text for the lists of keys. */
export interface KeyLists {
  /** Path, type and short default of each key that the default values set. */
  readonly values: readonly string[];

  /** Paths that templates read although the default values do not set them. */
  readonly templates: readonly string[];

  /** Paths that the chart calls deprecated. */
  readonly deprecated: readonly string[];
}

/** Longer defaults are digests of images and filters, which nobody compares with. */
const longestDefault = 70;

/** Templates that only refuse values or warn of them. */
const onlyJudging = /(^|\/)(validate\.yaml|NOTES\.txt|warnings\.txt)$/;

/** Reads the lists from the default values of a chart and its templates. */
export function keyLists(values: string, templates: readonly Template[]): KeyLists {
  const leaves = leavesOf(parseDocument(values).contents, []);
  const known = new Set(
    leaves.flatMap(({ path }) => path.map((_, index) => path.slice(0, index + 1).join("."))),
  );
  const open = new Set(leaves.filter(({ type }) => isOpen(type)).map(({ path }) => path.join(".")));

  const readBy = (some: readonly Template[]) =>
    [...new Set(some.flatMap(({ text }) => pathsIn(text)))]
      .filter((path) => !known.has(path) && !isBelow(path, open))
      .sort();
  const warnedOf = new Set(readBy(templates.filter(({ path }) => path.endsWith("/warnings.txt"))));
  const read = readBy(templates.filter(({ path }) => !onlyJudging.test(path)));

  const commented = leaves.filter(({ comment }) => saysDeprecated(comment)).map(({ path }) => path.join("."));
  return {
    values: leaves.map(({ path, type, text }) => [path.join("."), type, text].join("\t")),
    templates: read.filter((path) => !warnedOf.has(path)),
    deprecated: [...commented, ...warnedOf].sort(),
  };
}

interface Leaf {
  readonly path: readonly string[];
  readonly type: string;

  /** The default, if it is short. */
  readonly text: string;

  /** What stands above the key, and above those that it lies below. */
  readonly comment: string;
}

function leavesOf(node: unknown, path: readonly string[], comment = ""): Leaf[] {
  if (isMap(node) && node.items.length > 0) {
    return node.items.flatMap((pair, index) => {
      const { key, value } = pair as Pair<Node, Node | null>;
      const own = [index === 0 ? (node.commentBefore ?? "") : "", key.commentBefore ?? ""].join("\n");
      return leavesOf(value, [...path, isScalar(key) ? String(key.value) : ""], `${comment}\n${own}`);
    });
  }
  const type = typeOf(node);
  const text = isScalar(node) && !isOpen(type) && type !== "null" ? String(node.value) : "";
  const isShort = text.length <= longestDefault && !/[\t\n]/.test(text);
  return [{ path, type, text: isShort ? text : "", comment }];
}

function typeOf(node: unknown): string {
  if (isMap(node)) {
    return "map";
  }
  if (isSeq(node)) {
    return "list";
  }
  const value = isScalar(node) ? node.value : null;
  return value === null ? "null" : typeof value;
}

/** Whether any key may stand below a key of this type. */
function isOpen(type: string): boolean {
  return type === "map" || type === "list";
}

function isBelow(path: string, parents: ReadonlySet<string>): boolean {
  return path.split(".").some((_, index, parts) => parents.has(parts.slice(0, index).join(".")));
}

/** Paths of values that a template reads: `.Values.a.b`, or `.Values.a "b"` after a function that looks up a key. */
function pathsIn(text: string): string[] {
  const name = String.raw`\w+(?:\.\w+)*`;
  const direct = text.matchAll(new RegExp(String.raw`\.Values\.(${name})`, "g"));
  const looked = text.matchAll(new RegExp(String.raw`(?:hasKey|get) \.Values(?:\.(${name}))? "(\w+)"`, "g"));
  return [
    ...Array.from(direct, ([, path = ""]) => path),
    ...Array.from(looked, ([, parent, key = ""]) => (parent === undefined ? key : `${parent}.${key}`)),
  ];
}

/** A comment that calls its key deprecated; others tell of what else is. */
function saysDeprecated(comment: string): boolean {
  return /\(deprecated|\bis deprecated|^[\s-]*deprecated/im.test(comment);
}
