// @ts-check
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { programOf } from "./package-program.mjs";
import { allParts, cloudSdks, core, filesOf, projectOf, sdksOf, selectParts } from "./parts.mjs";
import { compileCacheFolder, coverageFolder, typecheckFolder } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";
import { selectTests } from "./test-files.mjs";

/**
 * @typedef {object} Step one run of Node
 * @property {readonly string[]} args
 * @property {Record<string, string>} [env] what it gets beside our environment
 *
 * @typedef {import("./dependencies.mjs").Need} Need
 *
 * @typedef {object} Task
 * @property {string} does one line for the list of tasks
 * @property {readonly string[]} tools tools that must be in place, by their names in the manifest
 * @property {(args: readonly string[]) => Need} needs packages that must be installed
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

/** What runs for a user: neither tests and tools nor SDKs of clouds. */
const product = () => ({ development: false, sdks: [] });

/** What runs for who works on the repository. */
const everything = () => ({ development: true, sdks: [] });

/** Lets Node keep what it has compiled: half a second less per start. Not for tests, whose coverage it blurs. */
const compileCache = { NODE_COMPILE_CACHE: compileCacheFolder };

const rawCoverage = join(coverageFolder, "raw");

/** @type {Readonly<Record<string, Task>>} */
const tasks = {
  setup: {
    does: `install what the runner needs, and the SDKs of the clouds that are named: ${Object.keys(cloudSdks).join(", ")}`,
    tools: ["pulumi"],
    needs: (clouds) => ({ development: false, sdks: sdksOf(clouds) }),
    steps: () => [],
  },
  demo: {
    does: "bring up the dev stack on the simulator",
    tools: ["pulumi"],
    needs: product,
    steps: (args) => [{ args: ["automation/demo.ts", ...args], env: compileCache }],
  },
  infraflux: {
    does: "the runner: preview, up, refresh, destroy and more of one stack",
    tools: ["pulumi"],
    needs: product,
    steps: (args) => [{ args: ["automation/cli.ts", ...args], env: compileCache }],
  },
  test: {
    does: "run the tests, or those whose path contains one of the given texts",
    tools: testTools,
    needs: everything,
    steps: (args) => [{ args: mocha("quick", args), env: { NODE_V8_COVERAGE: emptied(rawCoverage) } }],
  },
  "test:long": {
    does: "run the sweeps that take many minutes",
    tools: testTools,
    needs: everything,
    steps: (args) => [{ args: mocha("long", args) }],
  },
  acceptance: {
    does: "prove on a real cluster that Cilium does what the stack asks of it",
    tools: [],
    needs: product,
    steps: (args) => [{ args: ["tools/acceptance/main.ts", ...args] }],
  },
  bench: {
    does: "measure, and record in docs/benchmarks.md",
    tools: ["pulumi"],
    needs: everything,
    steps: (args) => [{ args: ["bench/bench.ts", ...args] }],
  },
  typecheck: partsTask("check the types", (part) => [
    programOf("typescript", "tsc"),
    ...["--project", projectOf(part)],
    "--noEmit",
    "--incremental",
    ...["--tsBuildInfoFile", join(typecheckFolder, `${part}.tsbuildinfo`)],
  ]),
  lint: partsTask("look for mistakes that types do not show", (part) => [
    programOf("eslint", "eslint"),
    ...(part === core ? [".", ...Object.keys(cloudSdks).map(notIn)] : [filesOf(part)]),
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
    needs: everything,
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
    needs: everything,
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
    needs: everything,
    steps: (args) => [{ args: [programOf(packageName, program), ...fixed, ...args] }],
  };
}

/**
 * A task that goes through the parts of the repository, so that no run holds the types of more than one cloud.
 *
 * @param {string} does
 * @param {(part: string) => readonly string[]} command
 * @returns {Task}
 */
function partsTask(does, command) {
  return {
    does: `${does}, of everything or of ${allParts.join(", ")}`,
    tools: [],
    needs: everything,
    steps: (args) => {
      const { parts, options } = selectParts(args);
      return parts.map((part) => ({ args: [...command(part), ...options] }));
    },
  };
}

/** @param {string} cloud */
function notIn(cloud) {
  return `--ignore-pattern=${filesOf(cloud)}`;
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
