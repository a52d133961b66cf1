/**
 * Replaces every `${NAME}` by the fact of that name, and every `${NAME:=default}` by the fact or, where it is unset or
 * empty, by the default, as Flux does after building, in its strict form.
 *
 * A default would hide that a fact is missing, so only the names in `optional` may have one. Flux knows further forms,
 * and defaults that ask for facts themselves; none of them is allowed.
 *
 * @returns the text, and what in it cannot be replaced: unset names and expressions that are not allowed.
 */
export function substitute(
  text: string,
  facts: Readonly<Record<string, string>>,
  optional: readonly string[] = [],
): { text: string; unset: string[]; unsupported: string[] } {
  const unset = new Set<string>();
  const unsupported = new Set<string>();
  const replaced = text.replace(/\$\{([^}]*)\}/g, (whole, expression: string) => {
    const [, name, fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::=([^\s${]+))?$/.exec(expression) ?? [];
    if (name === undefined || (fallback !== undefined && !optional.includes(name))) {
      unsupported.add(whole);
      return whole;
    }
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (fallback !== undefined) {
      return value === undefined || value === "" ? fallback : value;
    }
    if (value === undefined) {
      unset.add(name);
    }
    return value ?? whole;
  });
  return { text: replaced, unset: [...unset], unsupported: [...unsupported] };
}
