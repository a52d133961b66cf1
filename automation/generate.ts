import { writeFile } from "node:fs/promises";

import { format } from "prettier";

import { resultSchema } from "./result.ts";

// Writes automation/result.schema.json, which describes what `--json` prints.
const path = new URL("result.schema.json", import.meta.url);
await writeFile(path, await format(JSON.stringify(resultSchema()), { parser: "json", printWidth: 110 }));
