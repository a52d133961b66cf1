import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { format, resolveConfig } from "prettier";

import { policyReference } from "./reference.ts";

const page = fileURLToPath(new URL("../docs/policies.md", import.meta.url));

/** The text of docs/policies.md as the rules make it. */
async function policiesPage(): Promise<string> {
  return await format(policyReference(), { ...(await resolveConfig(page)), filepath: page });
}

/** Whether docs/policies.md is what the rules make of it. */
export async function policiesPageIsCurrent(): Promise<boolean> {
  return readFileSync(page, "utf8") === (await policiesPage());
}

if (import.meta.main) {
  writeFileSync(page, await policiesPage());
}
