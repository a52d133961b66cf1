import { isMap } from "./documents.ts";

/**
 * Plain data with the operations of RFC 6902 applied to it, except for `test`.
 *
 * What an operation needs and is not there is made: of a configuration that is not known yet only the patches are there.
 */
export function withOperations(target: unknown, operations: readonly unknown[]): unknown {
  return operations.reduce((changed, operation) => withOperation(changed, operation), target);
}

function withOperation(target: unknown, operation: unknown): unknown {
  if (!isMap(operation)) {
    return target;
  }
  const path = tokensOf(operation["path"]);
  const from = tokensOf(operation["from"]);
  switch (operation["op"]) {
    case "add":
      return withValue(target, path, operation["value"], { insert: true });
    case "replace":
      return withValue(target, path, operation["value"], { insert: false });
    case "remove":
      return without(target, path);
    case "copy":
      return withValue(target, path, valueAt(target, from), { insert: true });
    case "move":
      return withValue(without(target, from), path, valueAt(target, from), { insert: true });
    default:
      return target;
  }
}

/** The keys of a JSON Pointer, RFC 6901. */
function tokensOf(pointer: unknown): string[] {
  return typeof pointer === "string"
    ? pointer
        .split("/")
        .slice(1)
        .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    : [];
}

function valueAt(target: unknown, [token, ...further]: readonly string[]): unknown {
  if (token === undefined) {
    return target;
  }
  const held = (isMap(target) || Array.isArray(target)) && Object.hasOwn(target, token);
  return held ? valueAt((target as Record<string, unknown>)[token], further) : undefined;
}

function withValue(
  target: unknown,
  [token, ...further]: readonly string[],
  value: unknown,
  how: { readonly insert: boolean },
): unknown {
  if (token === undefined) {
    return value;
  }
  if (Array.isArray(target) || (!isMap(target) && isPlace(token))) {
    const list: readonly unknown[] = Array.isArray(target) ? target : [];
    const index = placeIn(list, token);
    const inserted = how.insert && further.length === 0;
    return list.toSpliced(index, inserted ? 0 : 1, withValue(list[index], further, value, how));
  }
  const entries = new Map(isMap(target) ? Object.entries(target) : []);
  return Object.fromEntries(entries.set(token, withValue(entries.get(token), further, value, how)));
}

function without(target: unknown, [token, ...further]: readonly string[]): unknown {
  if (token === undefined || valueAt(target, [token]) === undefined) {
    return target;
  }
  if (further.length > 0) {
    return withValue(target, [token], without(valueAt(target, [token]), further), { insert: false });
  }
  return Array.isArray(target)
    ? target.toSpliced(placeIn(target, token), 1)
    : Object.fromEntries(Object.entries(target as object).filter(([key]) => key !== token));
}

/** Whether a token says a place in a list; `-` is the one after the last. */
function isPlace(token: string): boolean {
  return token === "-" || /^\d+$/.test(token);
}

function placeIn(list: readonly unknown[], token: string): number {
  return /^\d+$/.test(token) ? Math.min(Number(token), list.length) : list.length;
}
