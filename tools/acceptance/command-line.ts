import { resolve } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";

import { checks } from "./checks/index.ts";
import type { Options } from "./cluster.ts";

/** What was asked for on the command line. */
export interface Asked extends Options {
  /** Path of the kubeconfig. Default: what kubectl takes by itself. */
  readonly kubeconfig?: string;

  /** Names of the checks to run. Default: all. */
  readonly only?: readonly string[];

  /** Whether to print one JSON document instead of text. */
  readonly json?: boolean;
}

type Given = Omit<Asked, "timeoutSeconds"> & { readonly timeout: number };

/**
 * Reads the command line.
 *
 * @throws CommanderError once it has said what is wrong, or after `--help`.
 */
export function readCommandLine(
  args: readonly string[],
  { stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">,
): Asked {
  const command = new Command("npm run acceptance --")
    .description(
      "Proves on a real cluster that Cilium does what the stack asks of it. It leaves nothing behind.",
    )
    .option("--kubeconfig <file>", "kubeconfig of the cluster (default: what kubectl takes)", fromUser)
    .option("--echo-url <url>", "place outside the cluster that answers with its caller's address", address)
    .option("--prometheus-url <url>", "Prometheus of the cluster, to see the alert of a violation", address)
    .addOption(
      new Option("--only <check...>", "run only these checks").choices(checks.map(({ name }) => name)),
    )
    .option("--timeout <seconds>", "how long a check waits for what is missing", positive, 120)
    .option("--json", "print one JSON document on stdout")
    .allowExcessArguments(false)
    .addHelpText(
      "after",
      `\nChecks:\n${checks.map(({ name, proves }) => `  ${name.padEnd(11)}${proves}`).join("\n")}`,
    )
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .exitOverride()
    .parse(args, { from: "user" });
  const { timeout, ...given } = command.opts<Given>();
  return { ...given, timeoutSeconds: timeout };
}

/** A path as its user means it: npm runs scripts in the root folder, wherever it was called. */
function fromUser(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

function address(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new InvalidArgumentError("Want an http or https address such as http://192.0.2.10/.");
  }
  return url;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("Want a whole number of at least 1.");
  }
  return value;
}
