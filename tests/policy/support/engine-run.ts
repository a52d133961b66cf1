import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { execa } from "execa";
import { stringify } from "yaml";

import { binFolder } from "../../../tools/lib/paths.mjs";
import type { Manifest } from "../../../gitops/check/files.ts";
import type { AdmittedObject } from "./admitted.ts";

/** What an engine is asked: what each policy says of each object. */
export interface Question {
  readonly policies: readonly Manifest[];
  readonly objects: readonly AdmittedObject[];

  /** The namespaces that the objects are in. */
  readonly namespaces: readonly AdmittedObject[];
}

/** Gives files of objects to a tool; one that finds violations may fail, one that says nothing on stdout did not run. */
export async function askEngine(
  tool: "kyverno" | "gator",
  files: Readonly<Record<string, readonly object[]>>,
  argumentsFor: (pathOf: (file: string) => string) => readonly string[],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `infraflux-${tool}-`));
  const pathOf = (file: string) => join(folder, `${file}.yaml`);
  try {
    for (const [file, objects] of Object.entries(files)) {
      const text = objects.map((object) => stringify(object, { aliasDuplicateObjects: false }));
      writeFileSync(pathOf(file), text.join("---\n"));
    }
    const { stdout, stderr } = await execa(join(binFolder, tool), argumentsFor(pathOf), {
      reject: false,
      // gator waits for more objects there.
      stdin: "ignore",
      maxBuffer: 200_000_000,
    });
    if (stdout === "") {
      throw new Error(`${tool} gave no answer: ${stderr}`);
    }
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
