import type { Properties } from "./kind.ts";
import { isUnknown } from "./wire.ts";

/** One difference between the old and the new inputs of a resource. */
export interface Difference {
  /** Where, written as the engine writes it: `disks[0].size`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether it replaces the resource. */
  readonly replace: boolean;
}

/**
 * Compares old and new inputs. Unknown values in the new ones count as different.
 *
 * @param replaceOn Dotted paths, without list positions, at and below which a difference replaces the resource.
 */
export function differences(
  olds: Properties,
  news: Properties,
  replaceOn: readonly string[] = [],
): Difference[] {
  return [...compare(olds, news, "")].map(({ path, kind, from, to }) => {
    const place = path.replaceAll(/\[\d+\]/g, "");
    const replace = replaceOn.some(
      (force) => place === force || place.startsWith(`${force}.`) || reaches(from ?? to, place, force),
    );
    return { path, kind, replace };
  });
}

/** Whether a part that came or went as a whole has something at the path that forces the replacement. */
function reaches(part: unknown, place: string, force: string): boolean {
  if (!force.startsWith(`${place}.`)) {
    return false;
  }
  const keys = force.slice(place.length + 1).split(".");
  return [part].flat().some((value: unknown) => keys.reduce(nested, value) !== undefined);
}

function nested(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

interface Change {
  readonly path: string;
  readonly kind: Difference["kind"];
  readonly from: unknown;
  readonly to: unknown;
}

function* compare(from: unknown, to: unknown, path: string): Generator<Change> {
  if (from === to && !isUnknown(to)) {
    return;
  }
  if (from === undefined || from === null || to === undefined || to === null) {
    const absent = (value: unknown) => value === undefined || value === null;
    if (!(absent(from) && absent(to))) {
      yield { path, kind: absent(from) ? "add" : "delete", from, to };
    }
    return;
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    for (let index = 0; index < Math.max(from.length, to.length); index++) {
      yield* compare(from[index], to[index], `${path}[${index}]`);
    }
    return;
  }
  if (typeof from === "object" && typeof to === "object" && Array.isArray(from) === Array.isArray(to)) {
    const before = from as Record<string, unknown>;
    const after = to as Record<string, unknown>;
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      yield* compare(before[key], after[key], join(path, key));
    }
    return;
  }
  yield { path, kind: "update", from, to };
}

function join(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) {
    return `${path}["${key}"]`;
  }
  return path === "" ? key : `${path}.${key}`;
}
