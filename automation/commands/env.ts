import { CUSTOM_FILE_VARIABLE } from "../../config/index.ts";
import { readConfiguration } from "../configuration.ts";
import type { Context, Report } from "../context.ts";
import { stackProgram } from "../context.ts";
import { usage } from "../failure.ts";
import { prepareSimulated } from "../open.ts";
import { openSimulatedStack, stackFilePath } from "../simulated-stack.ts";

/**
 * Prints the shell commands after which literal `pulumi` commands, given in the root folder, run on the simulator.
 *
 * The engine takes the generated stack file instead of the committed one, because it writes into it.
 */
export async function env(context: Context): Promise<Report> {
  const { stack, simulate, customFile } = context;
  if (!simulate) {
    throw usage(
      "env prints the environment of the simulator; add --simulate. Real stacks need none of ours.",
    );
  }
  const configuration = readConfiguration(context);
  const site = prepareSimulated(context, configuration.values, configuration);
  // Makes the stack, and puts the secrets into its stack file.
  await openSimulatedStack(stack, site, stackProgram);
  const environment = {
    ...site.environment,
    PULUMI_STACK: stack,
    PULUMI_OPTION_CONFIG_FILE: stackFilePath(site.workFolder, stack),
    ...(customFile === undefined ? {} : { [CUSTOM_FILE_VARIABLE]: customFile }),
  };
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quoted(value)}`);
  const use = `# To use it: eval "$(npm run --silent infraflux -- env --stack ${stack} --simulate)"`;
  return { result: { environment }, text: [...lines, use].join("\n") };
}

/** Text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
