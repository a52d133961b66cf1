import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { Ajv2020 } from "ajv/dist/2020.js";

import type { ResultDocument } from "../../automation/result.ts";

const schemaFile = resolve(import.meta.dirname, "..", "..", "automation", "result.schema.json");

/** Reads what a command printed with `--json`; fails unless it is one document that the committed schema accepts. */
export function documentOf(stdout: string): ResultDocument {
  const document: unknown = JSON.parse(stdout);
  const ajv = new Ajv2020({ allErrors: true });
  const valid = ajv.validate(JSON.parse(readFileSync(schemaFile, "utf8")) as object, document);
  assert.ok(valid, ajv.errorsText());
  return document as ResultDocument;
}
