import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

import { ENVIRONMENTS } from "../../config/schema/cluster.ts";
import type { Tree } from "../../config/layers.ts";
import { suggestion } from "../../config/suggestion.ts";
import { projectFolder } from "../configuration.ts";
import { fromUser } from "../context.ts";
import { usage } from "../failure.ts";
import { readPackConfiguration, shown } from "./configuration-file.ts";

/** Options of `preview` and `up` about policies. */
export interface PolicyOptions {
  /** An environment, whose levels apply, or the path of a pack configuration. Default: see `readPolicyOptions`. */
  readonly policy?: string;
  /** Folders of further policy packs. Default: none. */
  readonly policyPack?: readonly string[];
  /** File that what the gate says is written to. Default: nowhere. */
  readonly policyReport?: string;
  /** Why the run must pass whatever the policies say. Default: it must not. */
  readonly breakGlass?: string;
  /** Who breaks the glass. */
  readonly owner?: string;
}

/** What the command line and the pack configuration of the stack ask of the gate. */
export interface GivenPolicy {
  /** Environment whose levels apply. Default: what the pack configuration says, else that of the stack. */
  readonly environment?: string;
  /** The pack configuration. Empty where there is none. */
  readonly configuration: Tree;
  /** Its file as messages show it. Default: there is none. */
  readonly file?: string;
  /** Absolute paths of further packs. */
  readonly furtherPacks: readonly string[];
  /** Absolute path of the file for the report. */
  readonly report?: string;
  readonly breakGlass?: { readonly owner: string; readonly reason: string };
}

/** Path of the pack configuration that goes with a stack, beside its stack file. It may be missing. */
function usualFile(stack: string): string {
  return join(projectFolder, `policy.${stack}.json`);
}

/**
 * Reads what is asked of the gate. The pack configuration is the file that `--policy` names, else `policy.<stack>.json`
 * where there is one.
 *
 * @throws Failure when the options or the file cannot be used.
 */
export function readPolicyOptions(stack: string, options: PolicyOptions): GivenPolicy {
  const { policy, policyPack = [], policyReport } = options;
  const environment = ENVIRONMENTS.find((name) => name === policy);
  const named = policy === undefined || environment !== undefined ? undefined : namedFile(policy);
  const usual = usualFile(stack);
  const path = named ?? (existsSync(usual) ? usual : undefined);
  return {
    environment,
    ...(path === undefined
      ? { configuration: {} }
      : { configuration: readPackConfiguration(path), file: shown(path) }),
    furtherPacks: policyPack.map(fromUser),
    report: policyReport === undefined ? undefined : reportFile(policyReport),
    breakGlass: brokenGlass(options),
  };
}

function namedFile(policy: string): string {
  const path = fromUser(policy);
  if (!existsSync(path) || !statSync(path).isFile()) {
    const near = suggestion(policy, ENVIRONMENTS);
    const meant = near === undefined ? "" : ` Did you mean ${near}?`;
    throw usage(
      `--policy ${policy} is neither an environment (${ENVIRONMENTS.join(", ")}) nor a file that holds a pack configuration.${meant}`,
    );
  }
  return path;
}

function reportFile(file: string): string {
  const path = fromUser(file);
  if (!existsSync(dirname(path))) {
    throw usage(`--policy-report ${file}: there is no folder ${shown(dirname(path))} for it.`);
  }
  return path;
}

function brokenGlass({ breakGlass: reason, owner }: PolicyOptions): GivenPolicy["breakGlass"] {
  if (reason === undefined && owner === undefined) {
    return undefined;
  }
  if (reason === undefined || owner === undefined) {
    throw usage(
      "--break-glass <reason> and --owner <name> go together: a run that nothing refuses has somebody who answers for it.",
    );
  }
  return { owner, reason };
}
