import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { alertRules } from "./alert-rules.ts";
import { ciliumReference } from "./cilium-reference.ts";
import { compatibilityReference } from "./compatibility.ts";
import { stackFileJsonSchema } from "./json-schema.ts";
import { configurationReference } from "./reference.ts";

const projectFolder = resolve(import.meta.dirname, "..");

/** The files that are made from the schema and the version matrix, by their path in the project. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
  const texts = {
    "config/schema.json": JSON.stringify(stackFileJsonSchema()),
    "docs/configuration.md": configurationReference(),
    "docs/compatibility.md": compatibilityReference(),
    "docs/alerts/cilium.rules.yaml": alertRules(),
    "docs/cilium.md": ciliumReference(),
  };
  const entries = Object.entries(texts).map(async ([path, text]) => {
    const filepath = resolve(projectFolder, path);
    return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The paths of generated files that are not what they would be if they were generated now. */
export async function staleFiles(): Promise<string[]> {
  return Object.entries(await generatedFiles())
    .filter(([path, text]) => current(path) !== text)
    .map(([path]) => path);
}

function current(path: string): string | undefined {
  try {
    return readFileSync(resolve(projectFolder, path), "utf8");
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const stale = await staleFiles();
  if (!process.argv.includes("--check")) {
    const files = await generatedFiles();
    stale.forEach((path) => {
      writeFileSync(resolve(projectFolder, path), files[path] ?? "");
    });
    console.log(stale.length === 0 ? "Nothing to do." : `Written: ${stale.join(", ")}`);
  } else if (stale.length > 0) {
    console.error(`Stale: ${stale.join(", ")}. Run npm run generate.`);
    process.exitCode = 1;
  }
}

// Not awaited at the top level: the tests import this module by require, which takes no such module.
if (import.meta.main) {
  void main();
}
