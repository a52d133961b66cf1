import type { Value } from "../../judge/value.ts";

/** Every value that a setting of a component has: an argument under `extraArgs` may be one value or a list of them. */
export function valuesOf(setting: Value): Value[] {
  const values = setting.list();
  return values.length > 0 || !setting.exists() ? values : [setting];
}

/** The words of an argument that is a list with commas, such as `authorization-mode`. */
export function wordsOf(argument: Value): string[] {
  return (argument.text() ?? "").split(",").map((word) => word.trim());
}

/** How the components spell a switch. */
const spellings: ReadonlyMap<string, boolean> = new Map([
  ["1", true],
  ["t", true],
  ["true", true],
  ["0", false],
  ["f", false],
  ["false", false],
]);

/** What a switch is set to, in any of the spellings; undefined where it is no switch. */
export function switchOf(argument: Value): boolean | undefined {
  return spellings.get(String(argument.flag() ?? argument.number() ?? argument.text()).toLowerCase());
}
