import { execa } from "execa";

/** A program that is not there: what needs it cannot be run. */
export class MissingProgram extends Error {}

/** Something that a check needs did not work; the message says what. */
export class Trouble extends Error {}

/** How a program ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** With what a program is run. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;

  /** Text for its standard input. Default: none. */
  readonly input?: string;

  /** Ends it early. Default: it runs to its end. */
  readonly signal?: AbortSignal;

  /** What to install where it is not on PATH. */
  readonly install: string;
}

/** Runs an official tool to its end, whatever that is. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { env, input = "", signal, install }: Surroundings,
): Promise<Ended> {
  signal?.throwIfAborted();
  const { exitCode, stdout, stderr, code, shortMessage } = await execa(program, args, {
    env,
    extendEnv: false,
    input,
    reject: false,
    ...(signal !== undefined && { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (code === "ENOENT") {
    throw new MissingProgram(`the program ${program} is not on PATH; install ${install}`);
  }
  if (exitCode === undefined) {
    throw new Trouble(shortMessage ?? `${program} did not end by itself`);
  }
  return { exitCode, stdout, stderr };
}
