/** A text that somebody may read, with where it comes from. */
export interface Readable {
  readonly source: string;
  readonly text: string;
}

/** Shorter lines of a secret are not looked for by themselves: they may occur by chance. */
const shortestLine = 24;

/**
 * Finds secrets in the clear.
 *
 * @param secrets Values by a name, under which they are reported.
 * @returns `<name> in <source>`, for each text that holds a secret in any form.
 */
export function leaksIn(texts: readonly Readable[], secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) => {
    const forms = clearForms(secret);
    return texts
      .filter(({ text }) => forms.some((form) => text.includes(form)))
      .map(({ source }) => `${name} in ${source}`);
  });
}

/** The ways in which a text may stand inside another one: as it is, escaped for JSON, line by line, and in base64. */
export function clearForms(secret: string): string[] {
  const inner = decoded(secret);
  const lines = [secret, inner]
    .flatMap((text) => text.split("\n"))
    .filter((line) => line.length >= shortestLine);
  const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
  const whole = inner === "" ? [secret] : [secret, inner];
  const telling = lines.filter((line) => !/^-----/.test(line));
  return [...new Set([...whole, ...whole.map(escaped), ...telling, ...base64Forms(secret)])];
}

/** What a secret in base64 says; empty where it is none. */
function decoded(secret: string): string {
  const text = Buffer.from(secret, "base64").toString("utf8");
  return text.startsWith("-----BEGIN ") ? text : "";
}

/** The characters of the base64 form that depend on `text` alone, for each place it can have in a longer text. */
function base64Forms(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const first = Math.ceil((before * 8) / 6);
    return whole.toString("base64").slice(first, Math.floor((whole.length * 8) / 6));
  });
}
