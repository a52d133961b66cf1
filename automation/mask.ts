import type { Mask } from "./progress/progress.ts";

/** What is shown in place of a secret. */
const masked = "[secret]";

/** Shorter texts are no secrets worth the name, and masking them would spoil ordinary words. */
const shortestSecret = 6;

/** Makes a function that takes known secret values out of text, also where they stand inside JSON or base64. */
export function maskOf(secrets: Iterable<string>): Mask {
  const texts = [...secrets]
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString("base64"),
    ]);
  const longestFirst = [...new Set(texts)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((shown, secret) => shown.replaceAll(secret, masked), text);
}

/** A JSON value with all its texts masked. */
export function maskedValue<T>(value: T, mask: Mask): T {
  return JSON.parse(JSON.stringify(value), (_, entry: unknown) =>
    typeof entry === "string" ? mask(entry) : entry,
  ) as T;
}
