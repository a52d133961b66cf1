import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { execa } from "execa";
import { parseAllDocuments } from "yaml";

import { mirrorFacts } from "./facts.ts";
import type { Manifest } from "./files.ts";
import type { Problem } from "./problem.ts";
import { schemaProblem } from "./schema.ts";
import { substitute } from "./substitute.ts";

/** The tool of the pinned version, where the project keeps its tools. */
const kustomize = fileURLToPath(new URL("../../.tools/bin/kustomize", import.meta.url));

/** What a folder comes to. */
interface Built {
  /** The objects as Flux applies them; empty where they cannot be built. */
  readonly objects: readonly Manifest[];

  readonly problems: readonly Problem[];
}

/** Builds a folder with kustomize and puts the facts in. */
export async function build(
  root: string,
  folder: string,
  facts: Readonly<Record<string, string>>,
): Promise<Built> {
  const built = await execa(kustomize, ["build", join(root, folder)], { reject: false });
  if (built.failed) {
    const message = (built.stderr === "" ? (built.shortMessage ?? "") : built.stderr).replaceAll(
      join(root, "/"),
      "",
    );
    return { objects: [], problems: [{ where: folder, rule: "builds", message }] };
  }

  const { text, unset, unsupported } = substitute(built.stdout, facts, mirrorFacts);
  const known = Object.keys(facts).join(", ");
  const problems = [
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
  ];
  return { objects: parseAllDocuments(text).map((document) => document.toJS() as Manifest), problems };
}

/** Builds a folder, and judges every object that comes out. */
export async function buildProblems(
  root: string,
  folder: string,
  facts: Readonly<Record<string, string>>,
): Promise<Problem[]> {
  const { objects, problems } = await build(root, folder, facts);
  return [
    ...problems,
    ...objects
      .map(schemaProblem)
      .filter((message) => message !== undefined)
      .map((message) => ({ where: folder, rule: "schema", message })),
  ];
}
