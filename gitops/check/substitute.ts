/**
 * Replaces every `${NAME}` by the fact of that name, as Flux does after building, in its strict form.
 *
 * Only this plain form is allowed: a default such as `${NAME:=x}` would hide that a fact is missing.
 *
 * @returns the text, and what in it cannot be replaced: unset names and expressions of another form.
 */
export function substitute(
  text: string,
  facts: Readonly<Record<string, string>>,
): { text: string; unset: string[]; unsupported: string[] } {
  const unset = new Set<string>();
  const unsupported = new Set<string>();
  const replaced = text.replace(/\$\{([^}]*)\}/g, (whole, name: string) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      unsupported.add(whole);
      return whole;
    }
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined;
    if (value === undefined) {
      unset.add(name);
    }
    return value ?? whole;
  });
  return { text: replaced, unset: [...unset], unsupported: [...unsupported] };
}
