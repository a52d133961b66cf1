// @ts-check
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { programOf } from "./package-program.mjs";
import { compileCacheFolder, coverageFolder, typecheckCache } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";
import { selectTests } from "./test-files.mjs";

/**
 * @typedef {object} Step one run of Node
 * @property {readonly string[]} args
 * @property {Record<string, string>} [env] what it gets beside our environment
 *
 * @typedef {object} Task
 * @property {string} does one line for the list of tasks
 * @property {readonly string[]} tools tools that must be in place, by their names in the manifest
 * @property {(args: readonly string[]) => readonly Step[]} steps run one after the other until one fails
 */

/** Scripts that write committed files from their source; run by `npm run generate` in this order. */
const generators = [
  "config/generate.ts",
  "simulator/schemas/generate.ts",
  "gitops/check/generate.ts",
  "policy/generate.ts",
  "automation/generate.ts",
];

/** What the tests judge with, beside the engine. */
const testTools = [
  "pulumi",
  "talosctl",
  "kustomize",
  "sops",
  "etcd",
  "kube-apiserver",
  "promtool",
  "kyverno",
  "gator",
  "policy-verdict",
];

/** Lets Node keep what it has compiled: half a second less per start. Not for tests, whose coverage it blurs. */
const compileCache = { NODE_COMPILE_CACHE: compileCacheFolder };

const rawCoverage = join(coverageFolder, "raw");

/** @type {Readonly<Record<string, Task>>} */
const tasks = {
  demo: {
    does: "bring up the dev stack on the simulator",
    tools: ["pulumi"],
    steps: (args) => [{ args: ["automation/demo.ts", ...args], env: compileCache }],
  },
  infraflux: {
    does: "the runner: preview, up, refresh, destroy and more of one stack",
    tools: ["pulumi"],
    steps: (args) => [{ args: ["automation/cli.ts", ...args], env: compileCache }],
  },
  test: {
    does: "run the tests, or those whose path contains one of the given texts",
    tools: testTools,
    steps: (args) => [{ args: mocha("quick", args), env: { NODE_V8_COVERAGE: emptied(rawCoverage) } }],
  },
  "test:long": {
    does: "run the sweeps that take many minutes",
    tools: testTools,
    steps: (args) => [{ args: mocha("long", args) }],
  },
  acceptance: {
    does: "prove on a real cluster that Cilium does what the stack asks of it",
    tools: [],
    steps: (args) => [{ args: ["tools/acceptance/main.ts", ...args] }],
  },
  bench: {
    does: "measure, and record in docs/benchmarks.md",
    tools: ["pulumi"],
    steps: (args) => [{ args: ["bench/bench.ts", ...args] }],
  },
  typecheck: packageTask("check the types", "typescript", "tsc", [
    "--noEmit",
    "--incremental",
    "--tsBuildInfoFile",
    typecheckCache,
  ]),
  lint: packageTask("look for mistakes that types do not show", "eslint", "eslint", [
    ".",
    "--max-warnings=0",
  ]),
  format: packageTask("format every file", "prettier", "prettier", ["--write", "--log-level=warn", "."]),
  "format:check": packageTask("check the format of every file", "prettier", "prettier", ["--check", "."]),
  layers: packageTask("check which folder imports which", "dependency-cruiser", "depcruise", [
    "--config=.dependency-cruiser.js",
    ".",
  ]),
  unused: packageTask("look for files, exports and packages that nothing uses", "knip", "knip", []),
  coverage: {
    does: "report what the last `npm test` covered; fails below the threshold",
    tools: [],
    steps: (args) => [
      {
        args: [
          programOf("c8", "c8"),
          "report",
          "--config=tools/coverage.json",
          `--temp-directory=${rawCoverage}`,
          ...args,
        ],
      },
    ],
  },
  generate: {
    does: "write the generated files anew",
    tools: [],
    steps: (args) => generators.map((file) => ({ args: [file, ...args] })),
  },
};

/**
 * Finds a task.
 *
 * @param {string | undefined} name
 * @returns {Task}
 * @throws {SetupError} that lists the tasks when there is none of that name
 */
export function findTask(name) {
  const task = Object.entries(tasks).find(([candidate]) => candidate === name)?.[1];
  if (task === undefined) {
    const list = Object.entries(tasks).map(([known, { does }]) => `  ${known.padEnd(14)}${does}`);
    const problem = name === undefined ? "Name a task." : `There is no task ${name}.`;
    throw new SetupError([problem, "Tasks of `node tools/run.mjs <task>`:", ...list].join("\n"), 2);
  }
  return task;
}

/**
 * A task that is one program of an npm package.
 *
 * @param {string} does
 * @param {string} packageName
 * @param {string} program
 * @param {readonly string[]} fixed arguments before those of the caller
 * @returns {Task}
 */
function packageTask(does, packageName, program, fixed) {
  return {
    does,
    tools: [],
    steps: (args) => [{ args: [programOf(packageName, program), ...fixed, ...args] }],
  };
}

/**
 * @param {"quick" | "long"} kind
 * @param {readonly string[]} args
 */
function mocha(kind, args) {
  const { files, options } = selectTests(kind, args);
  const jobs = Math.min(Math.max(availableParallelism(), 2), 6);
  // As many exit codes as failures would look like other codes; the option counts on the command line only.
  return [programOf("mocha", "mocha"), "--posix-exit-codes", `--jobs=${String(jobs)}`, ...files, ...options];
}

/**
 * @param {string} folder
 * @returns {string} the same folder, now there and empty
 */
function emptied(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
