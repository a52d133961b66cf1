import type { Value } from "../judge/value.ts";

/** The most of a text that a message shows, in characters; longer ones are cut. */
const shownText = 200;

/**
 * What a message says of a value that was found: `"text"`, a number, a truth value, or `nothing`. Never a secret.
 *
 * Line breaks and other control signs of a text are escaped, so that no resource can write lines of its own into a
 * report.
 */
export function found(value: Value): string {
  return value.exists() && value.secret ? "a secret" : foundAmongSecrets(value);
}

/** The same of a value that is no secret although it stands among secrets, such as a setting of a machine. */
export function foundAmongSecrets(value: Value): string {
  if (!value.exists()) {
    return "nothing";
  }
  const text = value.text();
  return text === undefined ? String(value.flag() ?? value.number() ?? "something else") : quoted(text);
}

/** A text as messages have it: in quotes, on one line, and cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > shownText ? `${text.slice(0, shownText)}…` : text);
}

/** The values to choose from, as messages have them. */
export function choice(allowed: readonly string[]): string {
  return allowed.map((one) => JSON.stringify(one)).join(" or ");
}

/**
 * Reports a switch that does not stand as it must. How it stands is told even of a secret: that it is wrong tells as
 * much.
 *
 * @param preset how it stands where nobody says so.
 */
export function wantFlag(
  value: Value,
  wanted: boolean,
  preset: boolean,
  report: (message: string) => void,
): void {
  const flag = value.flag();
  if ((flag ?? preset) !== wanted) {
    const standing = flag === undefined ? found(value) : foundAmongSecrets(value);
    report(`${value.path}: got ${standing}, want ${wanted}`);
  }
}

/**
 * Reports an address without TLS. The address itself is not told, since it may hold a password.
 *
 * @param wanted what addresses may begin with instead. Default: `https://`.
 */
export function refusePlainHttp(
  address: Value,
  report: (message: string) => void,
  wanted = "https://",
): void {
  if (/^http:/i.test(address.text() ?? "")) {
    report(`${address.path}: http:// is not allowed, want ${wanted}`);
  }
}
