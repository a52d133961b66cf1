import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { parse } from "yaml";

import type { Template } from "./keys.ts";

/** What is read of a chart. */
export interface Chart {
  readonly name: string;
  readonly version: string;
  readonly values: string;

  /** The chart's own schema of its values, if it has one. */
  readonly schema?: string;
  readonly templates: readonly Template[];
}

/** Reads a chart from its archive, or from a folder that it was unpacked to. */
export async function readChart(place: string): Promise<Chart> {
  if (statSync(place).isDirectory()) {
    return chartIn(place);
  }
  const folder = mkdtempSync(join(tmpdir(), "infraflux-chart-"));
  try {
    await execa("tar", ["-xzf", place, "-C", folder]);
    const [name = ""] = readdirSync(folder);
    return chartIn(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function chartIn(folder: string): Chart {
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  const { name, version } = parse(read("Chart.yaml")) as { name: string; version: string };
  const templates = readdirSync(join(folder, "templates"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
  const hasSchema = readdirSync(folder).includes("values.schema.json");
  return {
    ...{ name, version, templates },
    values: read("values.yaml"),
    ...(hasSchema && { schema: read("values.schema.json") }),
  };
}
