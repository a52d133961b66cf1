import { outsideHosts } from "../../config/index.ts";
import { formatProblems } from "../../config/index.ts";
import { readConfiguration } from "../configuration.ts";
import type { CommonOptions, Context, Report } from "../context.ts";

/** Options of `validate`. */
export interface ValidateOptions extends CommonOptions {
  /** List the outside hosts that the stack needs. Default: false. */
  readonly hosts?: boolean;
}

/** Checks the configuration of a stack. Needs no engine; with `simulate` it needs no secrets either. */
export function validate(context: Context, { hosts = false }: ValidateOptions): Promise<Report> {
  const { config, warnings } = readConfiguration(context);
  const needed = hosts ? outsideHosts(config) : undefined;
  const text = [
    `The configuration of stack ${context.stack} is valid.`,
    ...(warnings.length === 0 ? [] : ["", "Worth a thought:", "", formatProblems(warnings)]),
    ...(needed === undefined ? [] : ["", "Outside hosts:", ...needed.map((host) => `  ${host}`)]),
  ].join("\n");
  return Promise.resolve({ result: { warnings: [...warnings], ...(needed && { hosts: needed }) }, text });
}
