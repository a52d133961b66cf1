import { isDeepStrictEqual } from "node:util";

import { ApiError, type KubernetesObject } from "./objects.ts";

/** Where a field is: the keys that lead to it. A list is one field. */
type Path = readonly string[];

interface Field {
  readonly path: Path;
  readonly value: unknown;
}

/** The fields that each manager wrote last, by the name of the manager. */
export type FieldManagers = Readonly<Record<string, readonly Path[]>>;

/** An object and who wrote what of it. */
export interface Managed {
  readonly object: KubernetesObject;
  readonly managers: FieldManagers;
}

/** What one manager wants of an object. */
export interface Application {
  readonly manager: string;
  /** All fields that the manager has an opinion on. Undefined: it gives up those that it wrote. */
  readonly object: KubernetesObject | undefined;
  /** Whether it overrules other managers. */
  readonly force: boolean;
}

/** The manager of what nobody wrote under a name. */
export const nameless = "before-first-apply";

/** What the API server finds an object by, or adds to it. */
const unowned = ["name", "namespace", "uid", "generation", "resourceVersion", "creationTimestamp"];

/** All fields of an object as one manager's. */
export function ownedBy(manager: string, object: KubernetesObject): FieldManagers {
  return { [manager]: fieldsOf(object).map(({ path }) => path) };
}

/** Makes the fields of some managers another's. */
export function handedOver(managers: FieldManagers, from: readonly string[], to: string): FieldManagers {
  const gained = from.flatMap((name) => managers[name] ?? []);
  const kept = Object.entries(managers).filter(([name]) => !from.includes(name));
  return { ...Object.fromEntries(kept), [to]: [...(managers[to] ?? []), ...gained] };
}

/**
 * Server-side apply: sets the fields of one manager, and takes away those that it wrote before, no longer wants, and shares
 * with nobody.
 *
 * @throws ApiError when another manager wrote a field differently.
 */
export function apply(live: Managed, { manager, object, force }: Application): Managed {
  const fields = object === undefined ? [] : fieldsOf(object);
  const differing = fields.filter(({ path, value }) => !isDeepStrictEqual(valueAt(live.object, path), value));
  const others = Object.entries(live.managers).filter(([name]) => name !== manager);
  const conflicts = others.flatMap(([name, paths]) => {
    const owned = among(paths);
    return differing.filter(({ path }) => owned(path)).map(({ path }) => ({ name, path }));
  });
  if (conflicts.length > 0 && !force) {
    throw new ApiError(refusal(conflicts, manager, live.object.apiVersion));
  }

  const lost = among(conflicts.map(({ path }) => path));
  const kept = others.map(([name, paths]) => [name, paths.filter((path) => !lost(path))] as const);
  const own = fields.map(({ path }) => path);
  const wanted = among([...own, ...kept.flatMap(([, paths]) => paths)]);
  const gone = (live.managers[manager] ?? []).filter((path) => !wanted(path));
  const reduced = gone.reduce<Record<string, unknown>>(without, live.object);
  const result = fields.reduce(withField, reduced);
  const managers = [...kept, [manager, own] as const].filter(([, paths]) => paths.length > 0);
  return { object: result as KubernetesObject, managers: Object.fromEntries(managers) };
}

/** What the API server says of conflicts, after what the provider says. */
function refusal(
  conflicts: readonly { readonly name: string; readonly path: Path }[],
  manager: string,
  apiVersion: string,
): string {
  const conflict = `conflict${conflicts.length === 1 ? "" : "s"}`;
  const names = [...new Set(conflicts.map(({ name }) => name))];
  const lists = names.map((name) => {
    const paths = conflicts.filter((each) => each.name === name).map(({ path }) => `.${path.join(".")}`);
    const [only] = paths;
    return `${conflict} with "${name}" using ${apiVersion}:${paths.length > 1 ? `\n- ${paths.join("\n- ")}` : ` ${only}`}`;
  });
  return (
    "server-side apply field conflict detected\n" +
    `The resource managed by field manager "${manager}" had an apply conflict: ` +
    `Apply failed with ${conflicts.length} ${conflict}: ${lists.join("\n")}`
  );
}

function fieldsOf(object: KubernetesObject): Field[] {
  const fields = leaves(object, []).filter(({ path: [first, second = ""] }) =>
    first === "metadata" ? !unowned.includes(second) : first !== "apiVersion" && first !== "kind",
  );
  return fields.sort((a, b) => (a.path.join(".") < b.path.join(".") ? -1 : 1));
}

function leaves(value: unknown, path: Path): Field[] {
  if (isMap(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  }
  return value === undefined || value === null ? [] : [{ path, value }];
}

/** A test whether a path is among some. */
function among(paths: readonly Path[]): (path: Path) => boolean {
  const known = new Set(paths.map((path) => JSON.stringify(path)));
  return (path) => known.has(JSON.stringify(path));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, key) => (isMap(found) ? found[key] : undefined), value);
}

function withField(map: Record<string, unknown>, { path: [key = "", ...rest], value }: Field): typeof map {
  const inner = map[key];
  if (rest.length > 0) {
    return { ...map, [key]: withField(isMap(inner) ? inner : {}, { path: rest, value }) };
  }
  // A map that is a field is an empty one; what it holds by now is others'.
  return isMap(value) && isMap(inner) ? map : { ...map, [key]: value };
}

/** Takes a field away, and the maps that are empty without it. */
function without(map: Record<string, unknown>, [key = "", ...rest]: Path): typeof map {
  const { [key]: inner, ...others } = map;
  const left = rest.length > 0 && isMap(inner) ? without(inner, rest) : {};
  return Object.keys(left).length > 0 ? { ...others, [key]: left } : others;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
