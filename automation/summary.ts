import process from "node:process";

import type { StackConfig } from "../config/index.ts";
import { changesLine, table } from "./commands/report-text.ts";
import type { Changes } from "./outcome.ts";
import type { Context } from "./context.ts";
import { duration, style } from "./progress/lines.ts";
import { machinesIn } from "./machines.ts";
import type { SimulatedResult } from "./result.ts";
import type { Outcome, StateResource } from "./session.ts";

/** What a summary is made from. */
export interface SummaryInput {
  readonly context: Pick<Context, "stack" | "simulate">;
  readonly config: StackConfig;
  readonly outcome: Outcome;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: readonly StateResource[];
  readonly simulated: SimulatedResult | undefined;
}

const releaseType = "kubernetes:helm.sh/v3:Release";

/** What a person wants to know after `up`: what there is now, how to reach it, and what to try next. */
export function summary(input: SummaryInput): string {
  const { config, outcome, outputs, resources, simulated } = input;
  const { cluster, versions } = config;
  const { host, port } = config.endpoint;
  return [
    changesLine(outcome.changes, outcome.durationSeconds),
    "",
    heading(`Cluster ${cluster.name}`),
    `  Kubernetes API  https://${host}:${port}`,
    `  versions        Talos ${versions.talos}, Kubernetes ${versions.kubernetes}, Cilium ${versions.cilium}`,
    ...section("Machines", machineRows(resources, config)),
    ...section("On the cluster", releaseRows(resources)),
    ...(simulated === undefined ? [] : timing(simulated, outcome.changes)),
    "",
    heading("Outputs"),
    `  ${Object.keys(outputs).join(", ")}`,
    "",
    heading("Next"),
    ...nextCommands(input.context).map((command) => `  ${command}`),
  ].join("\n");
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

/** Helm releases as the state has them. */
function releaseRows(resources: readonly StateResource[]): string[][] {
  const rows = resources
    .filter(({ type }) => type === releaseType)
    .map(({ inputs = {} }) => ["name", "version", "namespace"].map((key) => asText(inputs[key])));
  return [["release", "version", "namespace"], ...rows];
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What decides how long it would take in reality. A later run only has what it changed to wait for. */
function timing({ readySeconds, criticalPath }: SimulatedResult, { same }: Changes): string[] {
  if (readySeconds === 0) {
    return [];
  }
  const title = same === 0 ? "Simulated time to ready" : "Simulated time of this run";
  const steps = criticalPath.map(({ step, seconds }) => [step, duration(seconds)]);
  return [
    "",
    heading(`${title}: ${duration(readySeconds)}`),
    ...table([["critical path", "takes"], ...steps]),
  ];
}

/** Three commands worth trying next, as they are to be typed. */
function nextCommands({ stack, simulate }: Pick<Context, "stack" | "simulate">): string[] {
  const options = `--stack ${stack}${simulate ? " --simulate" : ""}`;
  return [
    `npm run infraflux -- outputs ${options} --output kubeconfig --show-secrets`,
    `npm run infraflux -- render ${options}`,
    simulate
      ? `npm run infraflux -- destroy ${options} --yes`
      : `npm run infraflux -- refresh ${options} --expect-no-changes`,
  ];
}
