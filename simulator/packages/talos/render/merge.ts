import { isDeepStrictEqual } from "node:util";
import { isMap, type Document } from "./documents.ts";

/** Places (kind and dotted path) whose value replaces the one before, though it is a list or a map. */
const replaced = new Set([
  "v1alpha1/cluster.network.podSubnets",
  "v1alpha1/cluster.network.serviceSubnets",
  "v1alpha1/cluster.apiServer.auditPolicy",
  "NetworkRuleConfig/ingress",
  "NetworkRuleConfig/portSelector.ports",
]);

/** Lists whose elements are merged by a key, and the keys that are tried in turn. All other lists are appended. */
const keyed: ReadonlyMap<string, readonly string[]> = new Map([
  ["v1alpha1/machine.network.interfaces", ["interface", "deviceSelector"]],
  ["v1alpha1/machine.network.interfaces.vlans", ["vlanId"]],
  ["v1alpha1/cluster.apiServer.admissionControl", ["name"]],
  ["ExtensionServiceConfig/configFiles", ["mountPath"]],
  ["ImageVerificationConfig/rules", ["image"]],
]);

/** Keyed lists whose elements are replaced instead of merged. */
const replacedElements = new Set(["ImageVerificationConfig/rules"]);

/** Maps of command line arguments: an argument given again replaces the one before, list or not. */
const isArgument = /\.extraArgs\.[^.]+$/;

/**
 * Merges a patch into a document as Talos does: maps merge, scalars win unless empty, lists append.
 *
 * @param kind Kind of both documents; some places have rules of their own.
 * @throws Error when the patch has another type of value somewhere.
 */
export function mergeDocument(kind: string, base: Document, patch: Document): Document {
  return merge(`${kind}/`, base, patch) as Document;
}

function merge(place: string, base: unknown, patch: unknown): unknown {
  if (patch === undefined || patch === null) {
    return base;
  }
  if (base === undefined || base === null || replaced.has(place) || isArgument.test(place)) {
    return patch;
  }
  if (isMap(base) && isMap(patch)) {
    const merged = { ...base };
    for (const [key, value] of Object.entries(patch)) {
      merged[key] = merge(place.endsWith("/") ? place + key : `${place}.${key}`, base[key], value);
    }
    return merged;
  }
  if (Array.isArray(base) && Array.isArray(patch)) {
    const keys = keyed.get(place);
    return keys === undefined
      ? [...(base as unknown[]), ...(patch as unknown[])]
      : mergeKeyed(place, keys, base, patch);
  }
  if (isMap(base) || isMap(patch) || Array.isArray(base) || Array.isArray(patch)) {
    throw new Error(`merge type mismatch at ${place}: ${typeName(base)} and ${typeName(patch)}`);
  }
  // The empty string and zero are what a field has that was not set.
  return patch === "" || patch === 0 ? base : patch;
}

function mergeKeyed(place: string, keys: readonly string[], base: unknown[], patch: unknown[]): unknown[] {
  const merged = [...base];
  for (const element of patch) {
    const key = keys.find((candidate) => isMap(element) && element[candidate] !== undefined);
    const index = merged.findIndex(
      (other) =>
        key !== undefined && isMap(other) && isMap(element) && isDeepStrictEqual(other[key], element[key]),
    );
    if (index < 0) {
      merged.push(element);
    } else {
      merged[index] = replacedElements.has(place) ? element : merge(place, merged[index], element);
    }
  }
  return merged;
}

function typeName(value: unknown): string {
  return Array.isArray(value) ? "list" : isMap(value) ? "map" : typeof value;
}
