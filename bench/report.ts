import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import process from "node:process";

import { execa } from "execa";

import { projectFolder } from "../automation/configuration.ts";
import type { Row } from "./suites.ts";

/** The document that `--write` updates. */
const document = join(projectFolder, "docs", "benchmarks.md");

/** What stands around the numbers in the document. */
const begin = "<!-- numbers: written by npm run bench -- --write -->";
const end = "<!-- end of numbers -->";

const heading = ["What", "Measured", "Against", "Ratio", "Aim", "Verdict"];

/** The rows as a Markdown table, which is readable as it is. */
export function table(rows: readonly Row[]): string {
  const lines = [heading, ...rows.map(cells)];
  const widths = heading.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const padded = (line: readonly string[]) =>
    line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  const [first = [], ...rest] = lines.map(padded);
  return [first, rule, ...rest].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function cells({ what, unit, measured, baseline, aim }: Row): string[] {
  const ratio = measured / baseline;
  return [
    what,
    `${rounded(measured)} ${unit}`,
    `${rounded(baseline)} ${unit}`,
    `${ratio.toFixed(2)} ×`,
    aim === undefined ? "" : `≤ ${aim} ×`,
    aim === undefined ? "" : ratio <= aim ? "met" : "missed",
  ];
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

/**
 * The machine, the versions, and how many processes wanted a processor in the last minute besides: above the number of
 * processors, times say little. On one line; nothing in it tells whose machine it is.
 */
export async function site(): Promise<string> {
  const { stdout: engine } = await execa("pulumi", ["version"]);
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `${processors.length} × ${processors[0]?.model.trim() ?? "unknown processor"}`,
    `${memory} GiB memory`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    `Pulumi CLI ${engine}`,
    `load ${(loadavg()[0] ?? 0).toFixed(1)} before the start`,
    new Date().toISOString().slice(0, 10),
  ].join(", ");
}

/** Puts the numbers into the document. */
export function write(rows: readonly Row[], where: string): void {
  const text = readFileSync(document, "utf8");
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) {
    throw new Error(`${document} has no place for the numbers: want the lines "${begin}" and "${end}"`);
  }
  const numbers = `${begin}\n\n${where}.\n\n${table(rows)}\n\n`;
  writeFileSync(document, text.slice(0, from) + numbers + text.slice(to));
}
