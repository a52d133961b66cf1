import { isTree, type Tree } from "./layers.ts";

/** Where a value stands in the configuration. */
export type Path = readonly (string | number)[];

/** A path as users read and write it: `workers.worker.count`, `proxmox.hosts[0].name`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") {
      return `${text}[${key}]`;
    }
    if (!/^[\w-]+$/.test(key)) {
      return `${text}["${key}"]`;
    }
    return text === "" ? key : `${text}.${key}`;
  }, "");
}

/** The path that a text made by `pathText` stands for. */
export function pathOf(text: string): string[] {
  return [...text.matchAll(/"([^"]+)"|[^.[\]"]+/g)].map(([whole, quoted]) => quoted ?? whole);
}

/** The value at a path, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (parent, key) => (parent === null || typeof parent !== "object" ? undefined : (parent as Tree)[key]),
    value,
  );
}

/** The tree without the value at a path. Below a list the whole list goes, since it has no meaning in part. */
export function without(tree: Tree, path: Path): Tree {
  const [key, ...rest] = path;
  if (typeof key !== "string" || !(key in tree)) {
    return tree;
  }
  const { [key]: value, ...others } = tree;
  return rest.length > 0 && isTree(value) ? { ...others, [key]: without(value, rest) } : others;
}

/** Every value that is not a mapping, with its path. Lists count as one value. */
export function leavesOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  return isTree(value)
    ? Object.entries(value).flatMap(([key, entry]) => leavesOf(entry, [...path, key]))
    : [{ path, value }];
}
