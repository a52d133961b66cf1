import { isDeepStrictEqual } from "node:util";

import type { Json } from "./documents.ts";
import { isMap } from "./documents.ts";
import { withOperations } from "./json-patch.ts";

/**
 * The documents of a machine configuration with a patch applied, as Talos applies it: a list of operations by RFC 6902,
 * else a strategic merge. Nothing that is given is changed.
 *
 * See https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/system-configuration/patching.
 */
export function patched(documents: readonly Json[], patch: readonly unknown[]): readonly Json[] {
  const [first] = patch;
  if (Array.isArray(first)) {
    const main = documents.find((document) => kindOf(document) === "") ?? {};
    const changed = withOperations(main, first);
    return [...(isMap(changed) ? [changed] : []), ...documents.filter((document) => document !== main)];
  }
  return patch.filter(isMap).reduce(withDocument, documents);
}

/** The kind of a document; empty for the main one, which has none. */
export function kindOf({ kind }: Json): string {
  return typeof kind === "string" ? kind : "";
}

function withDocument(documents: readonly Json[], change: Json): readonly Json[] {
  const present = documents.find((one) => kindOf(one) === kindOf(change) && one["name"] === change["name"]);
  const result = merged(present, change, kindOf(change));
  const kept = isMap(result) ? [result] : [];
  return present === undefined
    ? [...documents, ...kept]
    : documents.flatMap((document) => (document === present ? kept : [document]));
}

/** Lists and maps that a patch replaces; every other list grows, every other map is merged. By kind and path. */
const replaced: ReadonlySet<string> = new Set([
  "cluster.apiServer.auditPolicy",
  "cluster.network.podSubnets",
  "cluster.network.serviceSubnets",
  "NetworkRuleConfig.ingress",
  "NetworkRuleConfig.portSelector.ports",
]);

/** Lists in which elements with the same name are merged, and what the name is: the first of these keys that is there. */
const named: ReadonlyMap<string, readonly string[]> = new Map([
  ["cluster.apiServer.admissionControl", ["name"]],
  ["machine.network.interfaces", ["interface", "deviceSelector"]],
  ["machine.network.interfaces.vlans", ["vlanId"]],
]);

/** What a patch makes of a value, or undefined where it takes it away. */
function merged(value: unknown, patch: unknown, path: string): unknown {
  if (isMap(patch)) {
    return isDeletion(patch) ? undefined : mergedMap(isMap(value) ? value : {}, patch, path);
  }
  if (Array.isArray(patch)) {
    return mergedList(Array.isArray(value) ? value : [], patch, path);
  }
  // Talos cannot tell an empty value from one that is left out, except for truth values.
  const empty = patch === null || patch === "" || patch === 0;
  return empty && value !== undefined ? value : patch;
}

function mergedMap(map: Json, patch: Json, path: string): Json {
  const entries = new Map(replaced.has(path) ? [] : Object.entries(map));
  for (const [key, change] of Object.entries(patch)) {
    // Arguments of components replace each other, even where they are lists.
    const result = path.endsWith(".extraArgs")
      ? change
      : merged(entries.get(key), change, [path, key].filter(Boolean).join("."));
    if (result === undefined) {
      entries.delete(key);
    } else {
      entries.set(key, result);
    }
  }
  return Object.fromEntries(entries);
}

function mergedList(list: readonly unknown[], patch: readonly unknown[], path: string): readonly unknown[] {
  const kept = patch.filter(isDeletion).reduce(withoutElement, list);
  const added = patch.filter((element) => !isDeletion(element));
  if (replaced.has(path) && (added.length > 0 || patch.length === 0)) {
    return added;
  }
  return added.reduce<readonly unknown[]>((result, element) => withElement(result, element, path), kept);
}

function withElement(list: readonly unknown[], element: unknown, path: string): readonly unknown[] {
  const key = isMap(element) ? named.get(path)?.find((one) => Object.hasOwn(element, one)) : undefined;
  const index =
    key === undefined
      ? -1
      : list.findIndex((one) => isMap(one) && isDeepStrictEqual(one[key], (element as Json)[key]));
  return index < 0 ? [...list, element] : list.with(index, merged(list[index], element, path));
}

function isDeletion(patch: unknown): patch is Json {
  return isMap(patch) && patch["$patch"] === "delete";
}

/** A list without the first element that a deletion means: the one with the same value under its first other key. */
function withoutElement(list: readonly unknown[], deletion: Json): readonly unknown[] {
  const wanted = Object.entries(deletion).find(([key]) => key !== "$patch");
  const index =
    wanted === undefined
      ? -1
      : list.findIndex((element) => isMap(element) && isDeepStrictEqual(element[wanted[0]], wanted[1]));
  return index < 0 ? list : list.toSpliced(index, 1);
}
