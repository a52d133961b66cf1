/**
 * A value that the rules of the configuration made sure of.
 *
 * @throws TypeError when it is missing all the same.
 */
export function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new TypeError(`${what} is missing although the configuration passed its rules`);
  }
  return value;
}
