import { format } from "prettier";

import type { Chart } from "./archive.ts";
import { keyLists } from "./keys.ts";

/** The files of facts about a chart, by their name. Each says where it comes from. */
export async function factFiles({
  name,
  version,
  values,
  schema,
  templates,
}: Chart): Promise<Map<string, string>> {
  const lists = keyLists(values, templates);
  const list = (source: string, head: string, rows: readonly string[]) =>
    [`# ${source} of the chart ${name} ${version}`, head, ...rows, ""].join("\n");
  const files = new Map([
    ["value-keys.tsv", list("values.yaml", "path\ttype\tdefault", lists.values)],
    ["template-keys.tsv", list("templates/", "path", lists.templates)],
    ["deprecated-keys.tsv", list("comments and warnings", "path", lists.deprecated)],
  ]);
  if (schema !== undefined) {
    const $comment = `values.schema.json of the chart ${name} ${version}`;
    const content = JSON.stringify({ $comment, ...(JSON.parse(schema) as object) }, null, 2);
    files.set("values.schema.json", await format(content, { parser: "json", printWidth: 110 }));
  }
  return new Map([...files].map(([file, text]) => [`${name}-${version}-${file}`, text]));
}
