import type { CommonOptions, Context, Report } from "../context.ts";
import { usage } from "../failure.ts";
import { openExisting } from "../open.ts";

/** Options of `outputs`. */
export interface OutputsOptions extends CommonOptions {
  /** The only output to print, as it is: text without quotes, anything else as JSON. Default: all. */
  readonly output?: string;
  /** Print secrets in the clear. Default: false. */
  readonly showSecrets?: boolean;
}

/** Prints the stack's outputs. */
export async function outputs(
  context: Context,
  { output, showSecrets = false }: OutputsOptions,
): Promise<Report> {
  const { session } = await openExisting(context);
  const all = await session.outputs({ showSecrets });
  const names = Object.keys(all);
  if (names.length === 0) {
    throw usage(`stack ${context.stack} has no outputs yet; bring it up first.`);
  }
  if (output === undefined) {
    return {
      result: { outputs: all },
      text: names.map((name) => `${name}: ${asText(all[name])}`).join("\n"),
    };
  }
  if (!names.includes(output)) {
    throw usage(`there is no output "${output}"; the stack has ${names.join(", ")}.`);
  }
  return { result: { outputs: { [output]: all[output] } }, text: asText(all[output]).trimEnd() };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
}
