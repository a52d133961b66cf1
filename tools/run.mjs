#!/usr/bin/env node
// @ts-check
/**
 * Entry of every npm script: `node tools/run.mjs <task> [arguments]`.
 *
 * Brings a fresh machine to the point where the task can start (dependencies, Node, command line tools), then
 * hands over to it. Everything that is in place already costs a few milliseconds. This file and what it imports
 * must start on Node 20 without any dependency, hence plain JavaScript.
 */
import { dependenciesInstalled, installDependencies } from "./lib/dependencies.mjs";
import { nodeFolder, nodeProblem } from "./lib/node.mjs";
import { delimiter, join } from "node:path";
import { binFolder, root } from "./lib/paths.mjs";
import { runChild } from "./lib/child.mjs";
import { SetupError } from "./lib/setup-error.mjs";
import { missingTools } from "./lib/stamps.mjs";
import { findTask } from "./lib/tasks.mjs";

/**
 * Prepares and runs one task.
 *
 * @param {readonly string[]} argv name of the task and its arguments
 * @returns {Promise<number>} the exit code of the task, or of the first step that failed
 */
async function main([name, ...args]) {
  const problem = nodeProblem(process.versions.node);
  if (problem !== undefined) {
    throw new SetupError(problem);
  }
  const task = findTask(name);

  const need = task.needs(args);
  if (!dependenciesInstalled(need)) {
    await installDependencies(need);
  }
  // Before the tools, which may take minutes: wrong arguments show up here.
  const steps = task.steps(args);

  const path = [nodeFolder(), binFolder, process.env["PATH"]].join(delimiter);
  const env = { ...process.env, PATH: path };

  const missing = missingTools(task.tools);
  if (missing.length > 0) {
    const provide = [join(root, "tools/provide/cli.ts"), ...missing];
    // Set-up speaks on stderr: stdout belongs to the task, which may print a JSON document there.
    const code = await runChild("node", provide, { env, stdout: "stderr" });
    if (code !== 0) {
      return code;
    }
  }

  for (const step of steps) {
    const code = await runChild("node", step.args, { env: { ...env, ...step.env } });
    if (code !== 0) {
      return code;
    }
  }
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = error.exitCode;
}
