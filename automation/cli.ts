import { existsSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";

import { Command, CommanderError, InvalidArgumentError } from "commander";

import { ConfigurationError } from "../config/index.ts";
import { destroy } from "./commands/destroy.ts";
import { env } from "./commands/env.ts";
import { health } from "./commands/health.ts";
import { outputs } from "./commands/outputs.ts";
import { preflight } from "./commands/preflight.ts";
import { preview } from "./commands/preview.ts";
import { refresh } from "./commands/refresh.ts";
import { render } from "./commands/render.ts";
import { up } from "./commands/up.ts";
import { validate } from "./commands/validate.ts";
import type { CommonOptions, Report } from "./context.ts";
import { Context, fromUser } from "./context.ts";
import { EngineFailure } from "./engine-command.ts";
import { ExitCode } from "./exit-codes.ts";
import { Failure, withAdvice } from "./failure.ts";
import { maskedValue } from "./mask.ts";
import type { ResultDocument } from "./result.ts";
import { emptyResult } from "./result.ts";

const exitCodes = `
Exit codes:
  0    done
  1    unforeseen; a defect
  2    the configuration or the command line is invalid; nothing was touched
  3    a mandatory policy is violated
  4    the engine reported errors, or something is wrong with the cluster
  5    --expect-no-changes, and there are changes
  6    a check of the preflight failed; nothing was made
  130  cancelled`;

/** Where results and everything else are written. */
export type Streams = Pick<NodeJS.Process, "stdout" | "stderr">;

/** A command of the runner, once its options are parsed. */
type Run<Options> = (context: Context, options: Options) => Promise<Report>;

/** Builds the command line. `end` is told with what code the process is to end. */
function commandLine(streams: Streams, end: (code: ExitCode) => void): Command {
  const program = new Command("infraflux")
    .description("Brings Talos Kubernetes clusters up from one typed configuration.")
    .addHelpText("after", exitCodes)
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
    })
    .exitOverride();

  const add = <Options extends CommonOptions>(
    name: ResultDocument["command"],
    text: string,
    run: Run<Options>,
  ) =>
    program
      .command(name)
      .description(text)
      .option("-s, --stack <name>", "stack: dev, staging, prod, or any other with a Pulumi.<name>.yaml")
      .option("--simulate", "run on the simulator, with a state of its own and no credentials")
      .option("--custom <file>", "custom configuration layer, a YAML file on top of the stack file")
      .option("--json", "print one JSON document on stdout (automation/result.schema.json)")
      .option("--debug", "show where defects come from")
      .action(async (options: Options) => {
        // Not a required option: a mistyped `--stak` would be reported as a missing one.
        if ((options as Partial<CommonOptions>).stack === undefined) {
          program.error("error: name a stack with --stack, such as --stack dev");
        }
        end(await runCommand(name, options, run, streams));
      });

  withPolicies(withEngine(add("preview", "Show what `up` would change.", preview))).option(
    "--expect-no-changes",
    "end with code 5 when there are changes",
  );
  withPolicies(withEngine(add("up", "Bring the stack to what the configuration says.", up))).option(
    "--skip-preflight",
    "begin without looking at what the stack needs of the world",
  );
  add("preflight", "Look at all that the stack needs of the world, before anything is made.", preflight);
  withEngine(add("refresh", "Take over into the state what is really there.", refresh))
    .option(
      "--expect-no-changes",
      "drift check: change nothing, the state included, and end with code 5 on drift",
    )
    .option(
      "--clear-pending-creates",
      "forget interrupted creations, after you saw that they came to nothing",
    );
  withEngine(add("destroy", "Take the whole stack down.", destroy))
    .option("--yes", "yes, destroy it")
    .option("--unprotect <stack>", "lift the protection of a real stack; repeat its name");
  add("outputs", "Print the stack's outputs.", outputs)
    .option("--output <name>", "print only this one, as it is")
    .option("--show-secrets", "print secrets in the clear");
  add("health", "Ask the cluster whether what `up` waited for still holds.", health).option(
    "--timeout <seconds>",
    "how long each check may wait for what is missing (default: 15)",
    positive,
  );
  add("validate", "Check the configuration, without the engine.", validate).option(
    "--hosts",
    "list the outside hosts that the stack needs",
  );
  add("render", "Show the merged configuration, machine configurations and chart values.", render);
  add("env", "Print the exports with which literal `pulumi` commands run on the simulator.", env);
  return program;
}

function withEngine(command: Command): Command {
  return command.option(
    "--parallel <number>",
    "resources worked on at the same time (default: 256)",
    positive,
  );
}

function withPolicies(command: Command): Command {
  return command
    .option(
      "--policy <environment|file>",
      "judge by the levels of this environment, or by this pack configuration (default: the environment of the stack)",
    )
    .option("--policy-pack <folder...>", "judge the stack by these policy packs too", policyPacks)
    .option("--policy-report <file>", "write what the policies say to this file, as JSON")
    .option("--break-glass <reason>", "let the run pass whatever the policies say; it is told and recorded")
    .option("--owner <name>", "who answers for --break-glass");
}

/** Adds a policy pack to those named before. */
function policyPacks(folder: string, before: readonly string[] = []): string[] {
  if (!existsSync(join(fromUser(folder), "PulumiPolicy.yaml"))) {
    throw new InvalidArgumentError("Want a folder that holds a PulumiPolicy.yaml.");
  }
  return [...before, folder];
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("Want a whole number of at least 1.");
  }
  return value;
}

async function runCommand<Options extends CommonOptions>(
  name: ResultDocument["command"],
  options: Options,
  run: Run<Options>,
  { stdout, stderr }: Streams,
): Promise<ExitCode> {
  const started = performance.now();
  const context = new Context(options, stderr);
  const report = await reportOf(context, () => run(context, options));
  const { exitCode = ExitCode.done, text, result } = report;
  const durationSeconds = (performance.now() - started) / 1000;
  if (options.json === true) {
    const document = { ...emptyResult(name, options.stack), durationSeconds, ...result, exitCode };
    stdout.write(`${JSON.stringify(maskedValue(document, context.mask), undefined, 2)}\n`);
  } else if (text !== "") {
    const out = exitCode === ExitCode.done || exitCode === ExitCode.drift ? stdout : stderr;
    out.write(`${context.mask(text)}\n`);
  }
  return exitCode;
}

/** What a command reports, or what is said of one that could not be carried out. */
async function reportOf(context: Context, run: () => Promise<Report>): Promise<Report> {
  try {
    return await run();
  } catch (error) {
    return failed(error, context);
  }
}

function failed(error: unknown, context: Context): Report {
  if (error instanceof ConfigurationError) {
    return { exitCode: ExitCode.invalid, text: error.message, result: { problems: [...error.problems] } };
  }
  if (error instanceof Failure || error instanceof EngineFailure) {
    const exitCode = error instanceof Failure ? error.exitCode : ExitCode.failed;
    const message = withAdvice(error.message, context);
    return { exitCode, text: `error: ${message}`, result: { error: message } };
  }
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  const text = context.debug
    ? stack
    : `${message}\nRun the command again with --debug to see where it happened.`;
  return {
    exitCode: ExitCode.unforeseen,
    text: `This is a defect of InfraFlux: ${text}`,
    result: { error: message },
  };
}

/** Runs a command line. */
export async function execute(args: readonly string[], streams: Streams = process): Promise<ExitCode> {
  let code: ExitCode = ExitCode.unforeseen;
  const commands = commandLine(streams, (ended) => {
    code = ended;
  });
  try {
    await commands.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    // Commander has said what is wrong; it ends with 0 after --help.
    code = error.exitCode === 0 ? ExitCode.done : ExitCode.invalid;
  }
  return code;
}

/** Runs a command line and ends the process. */
export async function main(args: readonly string[]): Promise<void> {
  // Whoever reads our output may stop doing so, as `head` does. An update must not be cut off by that.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        throw error;
      }
    });
  }
  const code = await execute(args);
  // What the engine has left open may keep the process from ending by itself after a cancelled run.
  process.stdout.write("", () => process.exit(code));
}

if (import.meta.main) {
  await main(process.argv.slice(2));
}
