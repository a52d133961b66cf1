import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { execa } from "execa";
import { parseAllDocuments } from "yaml";

import type { Manifest } from "./files.ts";
import type { Problem } from "./problem.ts";
import { schemaProblem } from "./schema.ts";
import { substitute } from "./substitute.ts";

/** The tool of the pinned version, where the project keeps its tools. */
const kustomize = fileURLToPath(new URL("../../.tools/bin/kustomize", import.meta.url));

/** Builds a folder with kustomize, puts the facts in, and judges every object that comes out. */
export async function buildProblems(
  root: string,
  folder: string,
  facts: Readonly<Record<string, string>>,
): Promise<Problem[]> {
  const built = await execa(kustomize, ["build", join(root, folder)], { reject: false });
  if (built.failed) {
    const message = built.stderr === "" ? (built.shortMessage ?? "") : built.stderr;
    return [{ where: folder, rule: "builds", message: message.replaceAll(join(root, "/"), "") }];
  }

  const { text, unset, unsupported } = substitute(built.stdout, facts);
  const known = Object.keys(facts).join(", ");
  return [
    ...unset.map((name) => ({
      where: folder,
      rule: "facts",
      message: `uses \${${name}}, which nobody sets; known facts are ${known}`,
    })),
    ...unsupported.map((expression) => ({
      where: folder,
      rule: "facts",
      message: `uses ${expression}; want the plain form \${NAME}, with one of ${known}`,
    })),
    ...parseAllDocuments(text)
      .map((document) => schemaProblem(document.toJS() as Manifest))
      .filter((message) => message !== undefined)
      .map((message) => ({ where: folder, rule: "schema", message })),
  ];
}
