/**
 * Writes the facts about a chart that the tests compare our values with: `node tools/chart-keys.ts <chart> [<folder>]`.
 *
 * The chart is an archive as `helm pull` brings it, or a folder that it was unpacked to. The folder to write to is
 * `components/cilium/data` unless another one is given.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { readChart } from "./chart/archive.ts";
import { factFiles } from "./chart/files.ts";
import { root } from "./lib/paths.mjs";

const [place, folder = join(root, "components/cilium/data")] = process.argv.slice(2);
if (place === undefined) {
  console.error("Name a chart: node tools/chart-keys.ts <archive or folder> [<folder to write to>]");
  process.exitCode = 2;
} else {
  for (const [name, text] of await factFiles(await readChart(place))) {
    writeFileSync(join(folder, name), text);
    console.log(`Written: ${join(folder, name)}`);
  }
}
