import process from "node:process";

import type { SecretKey } from "../../config/index.ts";
import { SECRET_KEYS, SECRETS } from "../../config/index.ts";
import type { CheckedConfiguration } from "../configuration.ts";
import { projectFolder } from "../configuration.ts";
import type { Context } from "../context.ts";
import { EngineCommand, EngineFailure } from "../engine-command.ts";
import type { Opened } from "../open.ts";
import type { Check } from "./check.ts";
import { failed, passed, skipped } from "./check.ts";
import { addressChecks } from "./checks/addresses.ts";
import { awsInquiry } from "./checks/aws/index.ts";
import { azureInquiry } from "./checks/azure/index.ts";
import { bgpChecks } from "./checks/bgp.ts";
import { cloudflareInquiry } from "./checks/cloudflare.ts";
import { domainCheck } from "./checks/dns.ts";
import type { InstalledPlugin } from "./checks/engine.ts";
import { judgeEngine, packagesOf } from "./checks/engine.ts";
import { gcpInquiry } from "./checks/gcp/index.ts";
import { kernelChecks } from "./checks/kernel.ts";
import { notNeeded } from "./checks/not-needed.ts";
import { outsideCheck } from "./checks/outside.ts";
import { proxmoxInquiry } from "./checks/proxmox/index.ts";
import { judgeSecrets } from "./checks/secrets.ts";
import { inquire, pluginOf } from "./inquiry.ts";
import { network } from "./network.ts";
import { ownState } from "./own.ts";
import type { Surroundings } from "./surroundings.ts";

/** The stack on its engine; or that it is not there yet, or why the engine could not open it. */
export type Found = { readonly opened: Opened } | { readonly notYet: string } | { readonly problem: string };

/**
 * Looks at all that a stack needs of the world, before anything of it is made. Changes nothing.
 *
 * @throws Failure when the user cancels.
 */
export async function preflight(
  context: Context,
  configuration: Pick<CheckedConfiguration, "config" | "settings">,
  found: Found,
): Promise<Check[]> {
  const progress = context.progress();
  progress.note(`Looking at what stack ${context.stack} needs of the world ...`);
  try {
    return [stateCheck(found), ...(await look(context, configuration, found))];
  } finally {
    progress.end();
  }
}

function stateCheck(found: Found): Check {
  const subject = { check: "state", lookedAt: "the stack in the state backend" };
  if ("opened" in found) {
    return passed(subject, "it is there");
  }
  return "notYet" in found
    ? skipped(subject, found.notYet)
    : failed(subject, found.problem, "Log in to the state backend, and see that it is reached.");
}

async function look(
  context: Context,
  { config, settings }: Pick<CheckedConfiguration, "config" | "settings">,
  found: Found,
): Promise<Check[]> {
  const opened = "opened" in found ? found.opened : undefined;
  const { secrets, problem } = await secretsOf(opened);
  context.keepSecret(Object.values(secrets));
  const surroundings: Surroundings = {
    config,
    secrets,
    own: ownState((await opened?.session.resources()) ?? []),
    network: context.simulate ? undefined : network,
    keepSecret: (value) => {
      context.keepSecret([value]);
    },
  };
  const needed = SECRET_KEYS.filter((key) => SECRETS[key].required(settings));
  const [ofEngine, ofProviders, ofAddresses, ofPeers, domain, outside] = await Promise.all([
    engineChecks(surroundings),
    inquire(inquiriesOf(surroundings), opened?.session.site ?? { environment: {} }),
    addressChecks(config, surroundings.own, surroundings.network),
    bgpChecks(config.cilium, surroundings.network),
    domainCheck(config.environment.domain, surroundings.network),
    outsideCheck(config, surroundings.network),
  ]);
  return [
    ...ofEngine,
    judgeSecrets(needed, { given: new Set(Object.keys(secrets)), problem, simulated: context.simulate }),
    ...ofProviders,
    ...ofAddresses,
    domain,
    ...ofPeers,
    ...kernelChecks(config),
    ...outside,
    ...notNeeded(),
  ];
}

/** What there is to find out by way of the providers of a stack. */
function inquiriesOf(surroundings: Surroundings) {
  return [proxmoxInquiry, awsInquiry, azureInquiry, gcpInquiry, cloudflareInquiry].flatMap((inquiryOf) =>
    inquiryOf(surroundings),
  );
}

/** The secrets of a stack in the clear, and why those that its configuration holds could not be read. */
interface ReadSecrets {
  readonly secrets: Surroundings["secrets"];
  readonly problem?: string;
}

/** Reads the secrets of a stack: what its configuration holds, else what the environment has. */
async function secretsOf(opened: Opened | undefined): Promise<ReadSecrets> {
  if (opened?.simulated !== undefined) {
    return { secrets: opened.simulated.secrets };
  }
  try {
    return { secrets: withEnvironment((await opened?.session.secrets()) ?? {}) };
  } catch (error) {
    if (error instanceof EngineFailure) {
      return { secrets: withEnvironment({}), problem: error.message };
    }
    throw error;
  }
}

function withEnvironment(held: Readonly<Record<string, string>>): Surroundings["secrets"] {
  const found = SECRET_KEYS.flatMap((key): [SecretKey, string][] => {
    const value = held[`infraflux:${key}`] ?? process.env[SECRETS[key].variable];
    return value === undefined || value === "" ? [] : [[key, value]];
  });
  return Object.fromEntries(found);
}

async function engineChecks({ config, secrets, network: around }: Surroundings): Promise<Check[]> {
  const packages = packagesOf(config, secrets.ipsecKey !== undefined);
  const engine = await EngineCommand.find();
  const list = async () => {
    const { stdout } = await engine.run(["plugin", "ls", "--json"], projectFolder, {});
    return JSON.parse(stdout) as InstalledPlugin[];
  };
  return judgeEngine({
    version: engine.command.version?.toString(),
    node: process.version,
    sdks: Object.fromEntries(Object.entries(packages).map(([name, sdk]) => [name, pluginOf(sdk)])),
    plugins: around === undefined ? undefined : await list(),
  });
}
