import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { execa } from "execa";
import { parseAllDocuments } from "yaml";

import { executables } from "../../../tools/provide/search-path.ts";
import type { Manifest } from "./client.ts";

/** The chart that is to be rendered: an archive or a folder. None where nobody has one. */
export const ciliumChart = process.env["INFRAFLUX_CILIUM_CHART"];

/** Whether Helm is there; it is asked for in any folder of PATH. */
export async function hasHelm(): Promise<boolean> {
  return (await executables("helm", process.env["PATH"] ?? "")).length > 0;
}

/** Renders a chart as Helm would install it, without asking a cluster. */
export async function render(chart: string, name: string, values: object): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-values-"));
  try {
    const file = join(folder, "values.json");
    writeFileSync(file, JSON.stringify(values));
    const options = ["--namespace=kube-system", "--kube-version=1.36.3", `--values=${file}`];
    const { stdout } = await execa("helm", ["template", name, chart, ...options], {
      env: { HELM_CACHE_HOME: folder, HELM_CONFIG_HOME: folder, HELM_DATA_HOME: folder },
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The objects of a rendered chart; fails where one is no YAML, as with a key that two values set. */
export function objectsOf(rendered: string): Manifest[] {
  const documents = parseAllDocuments(rendered);
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error !== undefined) {
    throw error;
  }
  return documents.map((document) => document.toJS() as Manifest | null).filter((object) => object !== null);
}
