import { fileURLToPath } from "node:url";

import { exampleFacts } from "./facts.ts";
import { treeProblems } from "./tree.ts";

// Run as `node gitops/check/main.ts`: prints every problem of the tree, and fails when there is one.
const problems = await treeProblems(fileURLToPath(new URL("..", import.meta.url)), exampleFacts);
for (const { where, rule, message } of problems) {
  console.error(`gitops/${where}: ${message} [${rule}]`);
}
process.exitCode = problems.length === 0 ? 0 : 1;
