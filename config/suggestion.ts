import { closest, distance } from "fastest-levenshtein";

/** The known name that a mistyped one was meant to be; undefined where none is near enough. */
export function suggestion(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) {
    return undefined;
  }
  const near = closest(name, known);
  return distance(name, near) <= Math.max(2, name.length / 3) ? near : undefined;
}
