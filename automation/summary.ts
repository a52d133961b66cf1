import process from "node:process";

import type { CostEstimate, StackConfig } from "../config/index.ts";
import { changesLine, table } from "./commands/report-text.ts";
import type { Changes } from "./outcome.ts";
import type { Context } from "./context.ts";
import { costLines } from "./cost.ts";
import { duration, style } from "./progress/lines.ts";
import { machinesIn } from "./machines.ts";
import { describeUrn } from "./phases.ts";
import type { SimulatedResult } from "./result.ts";
import type { Outcome, StateResource } from "./session.ts";
import { stepWords } from "./step-words.ts";

/** What a summary is made from. */
export interface SummaryInput {
  readonly context: Pick<Context, "stack" | "simulate">;
  readonly config: StackConfig;
  readonly outcome: Outcome;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly StateResource[];
  readonly simulated: SimulatedResult | undefined;
  readonly cost: CostEstimate | undefined;
}

const releaseType = "kubernetes:helm.sh/v3:Release";
const providerType = /^kubernetes:operator\.cluster\.x-k8s\.io\/\w+:\w+Provider$/;

/** What a person wants to know after `up`: what there is now, how to reach it, and what to try next. */
export function summary(input: SummaryInput): string {
  const { config, cost, outcome, outputs, resources, simulated } = input;
  const { cluster, versions } = config;
  return [
    changesLine(outcome.changes, outcome.durationSeconds),
    "",
    heading(`Cluster ${cluster.name}${input.context.simulate ? ", simulated: nothing real was made" : ""}`),
    `  Kubernetes API  ${serverOf(outputs)}`,
    `  versions        Talos ${versions.talos}, Kubernetes ${versions.kubernetes}, Cilium ${versions.cilium}`,
    ...section("Machines", machineRows(resources, config)),
    ...section("On the cluster", contentRows(resources)),
    ...costLines(cost),
    ...(simulated === undefined ? [] : timing(simulated, outcome.changes, resources, cluster.name)),
    "",
    heading("Outputs"),
    `  ${Object.keys(outputs).join(", ")}`,
    `  In the state, secrets encrypted; \`npm run infraflux -- outputs ${optionsOf(input.context)}\` shows them.`,
    "",
    heading("Next"),
    ...nextCommands(input.context).map((command) => `  ${command}`),
  ].join("\n");
}

/** The address of the API from the record: on a cloud nothing else knows it. */
function serverOf({ clusterInfo }: SummaryInput["outputs"]): string {
  return (clusterInfo as { readonly api: { readonly server: string } }).api.server;
}

function heading(text: string): string {
  return style(process.stdout, "bold", text);
}

function section(title: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length < 2 ? [] : ["", heading(title), ...table(rows)];
}

function machineRows(resources: readonly StateResource[], { versions }: StackConfig): string[][] {
  const rows = machinesIn(resources).map(({ name, role, address, host }) => [
    ...[name, role, address, host, versions.talos],
  ]);
  return [["name", "role", "address", "host", "Talos"], ...rows];
}

/** The inputs of a Cluster API provider that tell what it is. */
interface ProviderInputs {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly version?: string };
}

/** Helm releases and Cluster API providers as the state has them. */
function contentRows(resources: readonly StateResource[]): string[][] {
  const releases = resources
    .filter(({ type }) => type === releaseType)
    .map(({ inputs = {} }) => ["name", "version", "namespace"].map((key) => asText(inputs[key])));
  const providers = resources
    .filter(({ type }) => providerType.test(type))
    .map(({ inputs }) => {
      const { kind, metadata, spec } = inputs as unknown as ProviderInputs;
      return [`${kind} ${metadata.name}`, spec.version ?? "", metadata.namespace ?? ""];
    });
  return [["what", "version", "namespace"], ...byName(releases), ...byName(providers)];
}

/** Rows by their first cell: the state has them in the order in which they happened to be done. */
function byName(rows: readonly string[][]): string[][] {
  return rows.toSorted(([a = ""], [b = ""]) => a.localeCompare(b, "en"));
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What decides how long it would take in reality. A later run only has what it changed to wait for. */
function timing(
  { readySeconds, criticalPath }: SimulatedResult,
  { same }: Changes,
  resources: readonly StateResource[],
  cluster: string,
): string[] {
  if (readySeconds === 0) {
    return [];
  }
  const title = same === 0 ? "Simulated time to ready" : "Simulated time of this run";
  const known = new Map(resources.map((resource) => [describeUrn(resource.urn).name, resource]));
  const steps = criticalPath.map(({ step, seconds }) => {
    const resource = known.get(step);
    return resource === undefined
      ? ["", step, duration(seconds)]
      : [describeUrn(resource.urn).phase, stepWords(resource, cluster), duration(seconds)];
  });
  return [
    "",
    heading(`${title}: ${duration(readySeconds)}`),
    "  Critical path: each step waited for the one above it; everything else ran beside them.",
    ...table([["phase", "step", "takes"], ...steps]),
  ];
}

/** Three commands worth trying next, as they are to be typed. */
function nextCommands(context: SummaryInput["context"]): string[] {
  const { simulate } = context;
  const options = optionsOf(context);
  return [
    `npm run infraflux -- outputs ${options} --output kubeconfig --show-secrets`,
    `npm run infraflux -- render ${options}`,
    simulate
      ? `npm run infraflux -- destroy ${options} --yes`
      : `npm run infraflux -- refresh ${options} --expect-no-changes`,
  ];
}

function optionsOf({ stack, simulate }: SummaryInput["context"]): string {
  return `--stack ${stack}${simulate ? " --simulate" : ""}`;
}
