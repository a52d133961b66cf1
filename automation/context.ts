import { resolve } from "node:path";
import process from "node:process";

import type { PulumiFn } from "@pulumi/pulumi/automation/index.js";

import type { ExitCode } from "./exit-codes.ts";
import { maskOf } from "./mask.ts";
import type { Out } from "./progress/lines.ts";
import { LiveProgress } from "./progress/live.ts";
import { PlainProgress } from "./progress/plain.ts";
import type { Mask, Progress } from "./progress/progress.ts";
import type { ResultDocument } from "./result.ts";

/** Options that every command takes. */
export interface CommonOptions {
  /** Name of the stack. */
  readonly stack: string;
  /** Run on the simulator instead of on real providers. Default: false. */
  readonly simulate?: boolean;
  /** Path of the custom configuration layer, from the current folder. Default: what the stack file says, or none. */
  readonly custom?: string;
  /** Print one JSON document on stdout. Default: false. */
  readonly json?: boolean;
  /** Show stack lines of defects and all that the engine says. Default: false. */
  readonly debug?: boolean;
}

/** What a command has to say in the end. */
export interface Report {
  /** The parts of the result document that the command knows. */
  readonly result: Partial<ResultDocument>;
  /** The same for a person, printed on stdout. Empty: nothing is printed. */
  readonly text: string;
  /** Default: done. */
  readonly exitCode?: ExitCode;
}

/** What a command works with, besides its own options. */
export class Context {
  readonly stack: string;
  readonly simulate: boolean;
  /** Absolute path of the custom configuration layer. */
  readonly customFile: string | undefined;
  readonly debug: boolean;
  readonly #stderr: Out;
  readonly #secrets = new Set<string>();
  #mask: Mask = (text) => text;

  /** @param stderr Where progress is shown. */
  constructor({ stack, simulate = false, custom, debug = false }: CommonOptions, stderr: Out) {
    this.stack = stack;
    this.simulate = simulate;
    this.customFile = custom === undefined ? undefined : fromUser(custom);
    this.debug = debug;
    this.#stderr = stderr;
  }

  /** Takes every secret that the command has learnt of out of a text. */
  readonly mask: Mask = (text) => this.#mask(text);

  /** Notes values that must not be shown from now on. */
  keepSecret(values: Iterable<string>): void {
    for (const value of values) {
      this.#secrets.add(value);
    }
    this.#mask = maskOf(this.#secrets);
  }

  /** A display for one operation: live on a terminal, lines elsewhere. It writes to stderr; stdout is for results. */
  progress(): Progress {
    const live = this.#stderr.isTTY && process.env["TERM"] !== "dumb";
    return live ? new LiveProgress(this.#stderr, this.mask) : new PlainProgress(this.#stderr, this.mask);
  }
}

/** A path as the user gave it. npm runs scripts in the root folder and tells where the user was. */
export function fromUser(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

let evaluations = 0;

/**
 * The stack program, for the engine to run: `index.ts`, whose named exports are the outputs.
 *
 * Each run evaluates the module afresh; without the query Node would run it once and then only hand out its exports.
 */
export const stackProgram: PulumiFn = async () => {
  evaluations += 1;
  const outputs = (await import(`../index.ts?evaluation=${evaluations}`)) as Record<string, unknown>;
  // The SDK warns of each output that is undefined; some belong to some stacks only.
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined));
};
