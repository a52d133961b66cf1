import { readFileSync } from "node:fs";

import type { ChartValue, ChartValues } from "../../../components/cilium/plan/values/index.ts";

const data = new URL("../../../components/cilium/data/", import.meta.url);

/** A JSON Schema as far as these tests look into it. */
interface ValuesSchema {
  readonly properties?: Readonly<Record<string, ValuesSchema>>;
}

/** The schema that the chart `cilium` brings for its own values. */
export const ciliumSchema = JSON.parse(
  readFileSync(new URL("cilium-1.20.0-values.schema.json", data), "utf8"),
) as ValuesSchema;

/** Key paths of a chart with the type of their default. */
type ChartKeys = ReadonlyMap<string, string>;

/** Reads the lists of keys of a chart. */
export function chartKeys(...files: string[]): ChartKeys {
  return new Map(
    files.flatMap(rowsOf).map((row) => {
      const [path = "", type = ""] = row.split("\t");
      return [path, type];
    }),
  );
}

/** The rows of a list, without where it comes from and the names of its columns. */
function rowsOf(file: string): string[] {
  const lines = readFileSync(new URL(file, data), "utf8").trimEnd().split("\n");
  return lines.filter((line) => !line.startsWith("# ")).slice(1);
}

/** Key paths in `values` that are on a list, or lie below one that is. */
export function listedKeys(values: ChartValues, keys: ChartKeys): string[] {
  return leaves(values)
    .filter((path) => path.some((_, index) => keys.has(path.slice(0, index + 1).join("."))))
    .map((path) => path.join("."));
}

/** Key paths in `values` that the chart does not have. A map or list whose default is empty may hold anything. */
export function unknownKeys(values: ChartValues, keys: ChartKeys, schema?: ValuesSchema): string[] {
  return leaves(values)
    .filter((path) => {
      const ancestors = path.map((_, index) => path.slice(0, index + 1).join("."));
      const open = ancestors
        .slice(0, -1)
        .some((ancestor) => ["map", "list"].includes(keys.get(ancestor) ?? ""));
      return !(open || keys.has(path.join(".")) || (schema !== undefined && inSchema(path, schema)));
    })
    .map((path) => path.join("."));
}

function inSchema(path: readonly string[], schema: ValuesSchema): boolean {
  const found = path.reduce<ValuesSchema | undefined>((node, key) => node?.properties?.[key], schema);
  return found !== undefined;
}

function leaves(value: ChartValue | undefined, path: readonly string[] = []): string[][] {
  return typeof value === "object" && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [[...path]];
}
