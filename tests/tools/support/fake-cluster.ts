import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { execute } from "../../../tools/acceptance/acceptance.ts";
import type { Finding, Report } from "../../../tools/acceptance/report.ts";
import { textStream } from "../../support/text-stream.ts";

/** What a program is to do. */
interface Response {
  /** An object is printed as JSON. Default: nothing. */
  readonly stdout?: string | object;
  readonly stderr?: string;
  readonly exitCode?: number;

  /** Only at the first call; after it an earlier answer holds again. */
  readonly once?: boolean;
}

/** A call that a program got. */
interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly kubeconfig?: string;
}

/** A policy that was made, as far as tests look at it. */
interface Policy {
  readonly metadata: object;
  readonly spec: { readonly endpointSelector: object };
}

/** A Job that was made, as far as tests look at it. */
interface Job {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly ttlSecondsAfterFinished: number;
    readonly activeDeadlineSeconds: number;
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly env: readonly { readonly name: string; readonly value: string }[];
        }[];
      };
    };
  };
}

/** What came of a trial in a pod. */
interface Trial {
  readonly exitCode?: number;
  readonly output?: string;
}

/** Programs called kubectl and cilium that answer as they are told. Without being told, the cluster is empty. */
export class FakeCluster implements Disposable {
  /** The only folder on PATH. */
  readonly folder = mkdtempSync(join(tmpdir(), "infraflux-acceptance-"));
  readonly #answers: object[] = [];

  constructor() {
    this.install("kubectl", "cilium");
    this.kubectl(/^get /, { stdout: { items: [] } });
  }

  /** Puts programs on PATH. */
  install(...programs: readonly string[]): void {
    for (const program of programs) {
      writeFileSync(join(this.folder, program), `#!${process.execPath}\n${source}`, { mode: 0o755 });
    }
  }

  /** Takes a program off PATH. */
  uninstall(program: string): void {
    rmSync(join(this.folder, program));
  }

  /** Says what a program does when its arguments, followed by its input, match. What is said last holds. */
  on(
    program: string,
    call: RegExp,
    { stdout = "", stderr = "", exitCode = 0, once = false }: Response,
  ): void {
    const text = typeof stdout === "string" ? stdout : JSON.stringify(stdout);
    this.#answers.unshift({ program, call: call.source, stdout: text, stderr, exitCode, once });
    writeFileSync(join(this.folder, "answers.json"), JSON.stringify(this.#answers));
  }

  /** Says what kubectl does. */
  kubectl(call: RegExp, response: Response): void {
    this.on("kubectl", call, response);
  }

  /** Says what cilium does. */
  cilium(call: RegExp, response: Response): void {
    this.on("cilium", call, response);
  }

  /** Puts objects on the cluster: `kind` as kubectl is asked for it, up to its group. */
  has(kind: string, ...items: readonly object[]): void {
    this.kubectl(new RegExp(`^get ${kind}\\b`), { stdout: { items } });
  }

  /** Makes pods of Jobs end at once, on the node `node-a`. */
  tries({ exitCode = 0, output = "" }: Trial = {}): void {
    const made = { uid: "u-1", creationTimestamp: "2026-09-01T10:00:00Z" };
    this.kubectl(/^create [^]*"kind":"Job"/, { stdout: { metadata: { ...made, name: "job" } } });
    this.kubectl(/^create [^]*"kind":"CiliumNetworkPolicy"/, { stdout: { metadata: { name: "policy" } } });
    this.kubectl(/^patch .* job\/infraflux-acceptance-\S+ --patch=\{"spec":\{"suspend":false\}\}\n/, {});
    this.kubectl(/^get pods .*job-name=/, { stdout: { items: [ended(exitCode)] } });
    this.kubectl(/^logs .*probe-pod/, { stdout: output });
    this.kubectl(/^delete /, {});
  }

  /** Runs the checks in this process. A check waits a second for what is missing, unless the arguments say otherwise. */
  async run(...args: readonly string[]) {
    const written = { stdout: "", stderr: "" };
    const streamTo = (name: keyof typeof written) => textStream((text) => (written[name] += text));
    const exitCode = await execute(["--timeout", "1", ...args], {
      env: { PATH: this.folder },
      stdout: streamTo("stdout"),
      stderr: streamTo("stderr"),
      signal: new AbortController().signal,
    });
    return { exitCode, ...written };
  }

  /** Runs one check, and hands out what it found. */
  async check(name: string, ...args: readonly string[]): Promise<Pick<Finding, "status" | "detail">> {
    const { stdout } = await this.run("--only", name, "--json", ...args);
    const { checks, leftBehind } = JSON.parse(stdout) as Report;
    const [found] = checks;
    if (found?.check !== name || checks.length !== 1 || leftBehind.length > 0) {
      throw new Error(`want the check ${name} and nothing left behind, got ${stdout}`);
    }
    return { status: found.status, detail: found.detail };
  }

  /** Every call so far. */
  calls(): readonly Call[] {
    const file = join(this.folder, "calls.jsonl");
    const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    return lines.map((line) => JSON.parse(line) as Call);
  }

  /**
   * Runs the script of the Job that was made last, as its container would. curl and the like have to be installed and told
   * what to do.
   */
  runScript(): { readonly exitCode: number | null; readonly output: string } {
    const container = this.jobs().at(-1)?.spec.template.spec.containers[0];
    assert.ok(container, "no Job was made");
    const [shell = "", ...args] = container.command;
    const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    const path = [this.folder, "/bin", "/usr/bin"].join(delimiter);
    const { status, stdout, stderr } = spawnSync(shell, args, {
      env: { ...env, PATH: path },
      encoding: "utf8",
    });
    return { exitCode: status, output: `${stdout}${stderr}`.trim() };
  }

  /** The Jobs that were made. */
  jobs(): readonly Job[] {
    return this.#made("Job") as Job[];
  }

  /** The policies that were made. */
  policies(): readonly Policy[] {
    return this.#made("CiliumNetworkPolicy") as Policy[];
  }

  /** What was deleted, as kubectl was told. */
  deleted(): readonly string[] {
    return this.calls()
      .filter(({ args }) => args.includes("delete"))
      .map(({ args }) => args.filter((arg) => /^(--namespace=|job\/)/.test(arg)).join(" "));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }

  #made(kind: string): readonly object[] {
    return this.calls()
      .filter(({ args }) => args.includes("create"))
      .map(({ stdin }) => JSON.parse(stdin) as { readonly kind: string })
      .filter((object) => object.kind === kind);
  }
}

/** A pod whose script has ended. */
function ended(exitCode: number): object {
  return {
    metadata: { name: "probe-pod" },
    spec: { nodeName: "node-a" },
    status: {
      phase: exitCode === 0 ? "Succeeded" : "Failed",
      containerStatuses: [{ state: { terminated: { exitCode } } }],
    },
  };
}

/** What the programs are, in plain JavaScript: a copy of it lies under each name. */
const source = `
const { appendFileSync, existsSync, readFileSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");

const folder = dirname(__filename);
const program = basename(__filename);
const args = process.argv.slice(2);
const stdin = readFileSync(0, "utf8");
const log = join(folder, "calls.jsonl");
const before = existsSync(log) ? readFileSync(log, "utf8").trim().split("\\n").map((line) => JSON.parse(line)) : [];

const call = args.filter((arg) => arg !== "--request-timeout=30s").join(" ") + "\\n" + stdin;
const isSpent = (answer) => answer.once && before.some(({ answered }) => answered === answer.call);
const answer = JSON.parse(readFileSync(join(folder, "answers.json"), "utf8")).find(
  (answer) => answer.program === program && new RegExp(answer.call).test(call) && !isSpent(answer),
);
const kubeconfig = process.env.KUBECONFIG;
appendFileSync(log, JSON.stringify({ program, args, stdin, kubeconfig, answered: answer?.call }) + "\\n");
if (answer === undefined) {
  console.error("nobody said what to do with: " + program + " " + call);
  process.exit(97);
}
process.stderr.write(answer.stderr);
process.stdout.write(answer.stdout);
process.exitCode = answer.exitCode;
`;
