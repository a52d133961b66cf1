// @ts-check

/**
 * Splits arguments at the first option: before it are words that choose; from it on, options and their values.
 *
 * @param {readonly string[]} args
 * @returns {{ words: readonly string[], options: readonly string[] }}
 */
export function splitArgs(args) {
  const firstOption = args.findIndex((arg) => arg.startsWith("-"));
  const end = firstOption === -1 ? args.length : firstOption;
  return { words: args.slice(0, end), options: args.slice(end) };
}
