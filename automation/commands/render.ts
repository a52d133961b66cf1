import { randomBytes } from "node:crypto";

import { parseAllDocuments, stringify } from "yaml";

import { SECRETS } from "../../config/index.ts";
import { pathOf, valueAt } from "../../config/paths.ts";
import { readConfiguration, simulatedSecretKeys } from "../configuration.ts";
import type { Context, Report } from "../context.ts";
import type { DryResource } from "../dry-run.ts";
import { dryRun } from "../dry-run.ts";
import { table } from "./report-text.ts";

/** One value of the merged configuration. */
interface RenderedValue {
  readonly key: string;
  readonly value: unknown;
  /** Layer that it comes from: `default`, a size, the stack file, the custom file. */
  readonly layer: string;
}

/** One Helm release. */
interface RenderedChart {
  readonly name: string;
  readonly chart: unknown;
  readonly version: unknown;
  readonly values: unknown;
}

/**
 * Shows what the configuration comes to: every value with the layer that it comes from, the whole configuration of each
 * machine, and the values of each chart.
 *
 * Nothing is contacted: keys and certificates in it are made up for the occasion, and masked like every secret.
 */
export async function render(context: Context): Promise<Report> {
  const { stack, customFile } = context;
  const { config, settings, provenance, values } = readConfiguration({ stack, customFile, simulate: true });
  const keys = simulatedSecretKeys(values.secrets, settings);
  const secrets = Object.fromEntries(
    keys.map((key) => [key, SECRETS[key].simulated(randomBytes(32).toString("hex"))]),
  );
  const resources = await dryRun({ stack, config, values, secrets });
  context.keepSecret([...Object.values(secrets), ...resources.flatMap(secretsOf)]);

  const configuration = Object.entries(provenance).map(([key, layer]) => ({
    key,
    value: valueAt(settings, pathOf(key)),
    layer,
  }));
  const machines = Object.fromEntries(resources.filter(isMachineConfiguration).map(machineEntry));
  const charts = resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release").map(chartOf);
  return {
    result: { rendered: { configuration, machines, charts } },
    text: [
      ...title("Configuration"),
      ...table([["key", "value", "layer"], ...configuration.map(row)]),
      ...Object.entries(machines).flatMap(([name, text]) => [...title(`Machine ${name}`), text.trimEnd()]),
      ...charts.flatMap((chart) => [...title(`Chart ${chart.name}`), stringify(chart).trimEnd()]),
    ].join("\n"),
  };
}

function title(text: string): string[] {
  return ["", `# ${text}`, ""];
}

function row({ key, value, layer }: RenderedValue): string[] {
  return [key, typeof value === "string" ? value : JSON.stringify(value), layer];
}

function isMachineConfiguration({ type }: DryResource): boolean {
  return type === "talos:machine/configurationApply:ConfigurationApply";
}

/** The machine by its host name, with its configuration as Talos gets it. */
function machineEntry({ name, outputs }: DryResource): [string, string] {
  const text = String(outputs["machineConfiguration"]);
  const documents = parseAllDocuments(text).map((document) => document.toJS() as Record<string, unknown>);
  const hostname = documents.find(({ kind }) => kind === "HostnameConfig")?.["hostname"];
  return [typeof hostname === "string" ? hostname : name, text];
}

function chartOf({ inputs }: DryResource): RenderedChart {
  const { name, chart, version, values = {} } = inputs;
  return { name: String(name), chart, version, values };
}

/** Keys and tokens that were made up for the cluster; they are all over the machine configurations. */
function secretsOf({ type, outputs, secretOutputs }: DryResource): string[] {
  return type === "talos:machine/secrets:Secrets"
    ? secretOutputs
        .map((path) => valueAt(outputs, path.split(".")))
        .filter((value) => typeof value === "string")
    : [];
}
