import { buildProblems } from "./build.ts";
import { kustomizeFolders, readFiles } from "./files.ts";
import { formProblems } from "./form.ts";
import { reconcileProblems } from "./order.ts";
import type { Problem } from "./problem.ts";
import { releaseProblems } from "./releases.ts";
import { secretProblems } from "./secrets.ts";

/**
 * Everything that is wrong with a tree of add-ons.
 *
 * @param root the folder of the add-ons; the paths in its Kustomizations start at its parent.
 * @param facts what the cluster answers to `${NAME}`.
 */
export async function treeProblems(
  root: string,
  facts: Readonly<Record<string, string>>,
): Promise<Problem[]> {
  const { files, problems } = readFiles(root);
  const built = await Promise.all(
    kustomizeFolders(files).map((folder) => buildProblems(root, folder, facts)),
  );
  return [
    ...problems,
    ...formProblems(files),
    ...releaseProblems(files),
    ...secretProblems(files),
    ...reconcileProblems(root, files),
    ...built.flat(),
  ];
}
