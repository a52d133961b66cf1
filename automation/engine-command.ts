import { stripVTControlCharacters } from "node:util";

import { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { execa } from "execa";

/** What a finished `pulumi` process said. */
export interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A `pulumi` process ended with an error. The message is for people and carries no stack. */
export class EngineFailure extends Error {
  /** Everything that the process wrote. */
  readonly output: CommandOutput;

  constructor(output: CommandOutput) {
    super(readableError(output));
    this.name = "EngineFailure";
    this.output = output;
  }
}

/** One `pulumi` call as the Automation API makes it. */
type Run = (
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
  onOutput?: (text: string) => void,
  onError?: (text: string) => void,
) => Promise<CommandOutput>;

/**
 * The `pulumi` CLI on PATH, with a say in how the engine is interrupted.
 *
 * The Automation API starts the CLI in the process group of the terminal. Ctrl-C would then reach it twice, from the
 * terminal and from us, and the engine takes a second signal for "terminate at once". So every call runs in a process
 * group of its own, and `interrupt` is the only sender.
 */
export class EngineCommand {
  /** To be given to a `LocalWorkspace`. */
  readonly command: PulumiCommand;
  readonly #running = new Set<{ kill(signal: NodeJS.Signals): boolean }>();

  private constructor(command: PulumiCommand) {
    this.command = command;
    // The workspace makes all its calls through this one method, which the type declarations leave out.
    (command as unknown as { run: Run }).run = (args, ...rest) =>
      isAfterthought(args)
        ? Promise.resolve({ stdout: args[1] === "history" ? "[]" : "{}", stderr: "", code: 0 })
        : this.run(args, ...rest);
  }

  /**
   * Finds the CLI.
   *
   * @throws when there is none on PATH, or it is older than the SDK allows.
   */
  static async find(): Promise<EngineCommand> {
    return new EngineCommand(await PulumiCommand.get());
  }

  /** Runs a `pulumi` command; throws an `EngineFailure` when it ends with an error. */
  readonly run: Run = async (args, folder, environment, onOutput, onError) => {
    const child = execa(this.command.command, [...args, "--non-interactive"], {
      cwd: folder,
      env: { ...environment, PULUMI_AUTOMATION_API: "true" },
      detached: true,
      reject: false,
      stdin: "ignore",
      maxBuffer: Infinity,
    });
    child.stdout.on("data", (data: Buffer) => onOutput?.(data.toString()));
    child.stderr.on("data", (data: Buffer) => onError?.(data.toString()));
    this.#running.add(child);
    try {
      const { stdout, stderr, exitCode } = await child;
      const output = { stdout, stderr, code: exitCode ?? -1 };
      if (output.code !== 0) {
        throw new EngineFailure(output);
      }
      return output;
    } finally {
      this.#running.delete(child);
    }
  };

  /**
   * Stops the running engine.
   *
   * @param attempt The first lets running operations finish and keeps the state consistent. The second does not wait
   *   for them and notes them as pending. Any later one ends the process and leaves its lock behind.
   */
  interrupt(attempt: number): void {
    for (const child of this.#running) {
      child.kill(attempt <= 2 ? "SIGINT" : "SIGKILL");
    }
  }
}

/**
 * The Automation API asks for outputs and history after each operation. Nothing here needs them from it: what is shown is
 * asked for by itself. Each question would start the CLI again, which reads the secrets of the stack for it and writes
 * into its stack file.
 */
function isAfterthought([command, subcommand = ""]: readonly string[]): boolean {
  return command === "stack" && ["history", "output"].includes(subcommand);
}

/** Text of the engine without its colour marks and without terminal escapes. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replace(/<\{%[^%]*%\}>/g, ""));
}

/**
 * A message without what the SDK puts in front of it: how the error came up, and the name of each property that it spoilt
 * on its way, which may be dozens.
 */
export function withoutTrail(message: string): string {
  return message.replace(
    /^(?:Unhandled exception: |One or more errors occurred: |error serializing property "[^"]*": |\w*Error: )+/,
    "",
  );
}

/** The CLI's own error lines without their prefix; else the last line that it wrote. */
function readableError({ stdout, stderr, code }: CommandOutput): string {
  const lines = plainText(`${stdout}\n${stderr}`)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const errors = lines
    .filter((line) => line.startsWith("error: "))
    .map((line) => line.slice("error: ".length));
  const found = (errors.length > 0 ? errors : lines.slice(-1)).map(withoutTrail);
  return found.length > 0
    ? [...new Set(found)].join("\n")
    : `pulumi ended with code ${code} and said nothing`;
}
