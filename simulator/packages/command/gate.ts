import { createHash } from "node:crypto";
import type { Properties, World } from "../../core/kind.ts";
import { resourceName } from "../kubernetes/kinds.ts";
import { chartOf } from "../kubernetes/charts.ts";
import { isApiUp, nodesOf, type ClusterRecord } from "../kubernetes/cluster.ts";
import type { ReleaseRecord } from "../kubernetes/release-resource.ts";

/** What a gate waits for. */
export type Gate =
  | { readonly kind: "api" }
  | { readonly kind: "crds"; readonly crds: readonly string[] }
  | { readonly kind: "nodes"; readonly count: number }
  | { readonly kind: "rollout"; readonly workloads: readonly Workload[] };

/** A workload that a gate asks about. */
interface Workload {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A command that is a readiness gate. */
export interface GateCommand {
  readonly gate: Gate;
  /** Address of the API server that the gate asks. */
  readonly host: string;
  /** Certificate authority that the gate trusts, as base64-encoded PEM. */
  readonly authority: string;
  readonly timeoutSeconds: number;
}

const purposes: Readonly<Record<Gate["kind"], string>> = {
  api: "to be ready",
  crds: "to have its custom resource definitions established",
  nodes: "to have all its nodes ready",
  rollout: "to run what was rolled out last",
};

/**
 * Reads which gate a command is.
 *
 * @throws When the command is something else: the simulator runs no commands of the shell.
 */
export function gateCommand(inputs: Properties): GateCommand {
  const { environment = {}, stdin } = inputs as { environment?: Record<string, string>; stdin?: string };
  const { INFRAFLUX_GATE: gate, INFRAFLUX_TIMEOUT_SECONDS: timeout } = environment;
  if (gate === undefined || stdin === undefined) {
    throw new Error(
      "environment.INFRAFLUX_GATE, stdin: want a readiness gate and its client, found another command; the simulator runs " +
        "no shell commands, so leave this resource out of simulated stacks",
    );
  }
  const { host, caCertificate } = JSON.parse(stdin) as { host: string; caCertificate: string };
  return { gate: JSON.parse(gate) as Gate, host, authority: caCertificate, timeoutSeconds: Number(timeout) };
}

/** The same for every run of the same gate. */
export function gateId(urn: string): string {
  return createHash("sha256").update(urn).digest("hex").slice(0, 32);
}

/**
 * Judges a gate by the world.
 *
 * Nothing in the world changes while a gate waits, so what is missing now is missing at the end of the wait.
 *
 * @returns What the gate prints.
 * @throws What a gate says that has waited in vain.
 */
export function pass({ gate, host, authority, timeoutSeconds }: GateCommand, world: World): string {
  const missing = missingFor(gate, host, authority, world);
  if (missing !== undefined) {
    throw new Error(
      `exit status 1: running the gate "${gate.kind}":\n` +
        `waited ${timeoutSeconds} s for the cluster at ${host} ${purposes[gate.kind]}; last seen: ${missing}`,
    );
  }
  return JSON.stringify({ gate: gate.kind, host, passed: true });
}

function missingFor(gate: Gate, host: string, authority: string, world: World): string | undefined {
  const cluster = world.list<ClusterRecord>("cluster").find(({ value }) => value.endpoint === host);
  if (cluster === undefined || !isApiUp(world, cluster.id)) {
    return `connect ECONNREFUSED ${new URL(host).host}`;
  }
  if (cluster.value.ca !== authority) {
    return "self-signed certificate in certificate chain";
  }
  switch (gate.kind) {
    case "api":
      return undefined;
    case "crds":
      return missingDefinitions(gate.crds, cluster.id, world);
    case "nodes":
      return missingNodes(gate.count, cluster.id, world);
    case "rollout":
      return missingWorkloads(gate.workloads, cluster.id, world);
  }
}

function missingDefinitions(wanted: readonly string[], clusterId: string, world: World): string | undefined {
  const present = new Set(
    world.list("crd").flatMap(({ id }) => {
      const [cluster, group = "", kind = ""] = id.split("|");
      return cluster === clusterId ? [resourceName(`${group}/v1`, kind)] : [];
    }),
  );
  const missing = wanted.filter((name) => !present.has(name)).map((name) => `${name} is not there`);
  return missing.length === 0 ? undefined : missing.join(", ");
}

function missingNodes(count: number, clusterId: string, world: World): string | undefined {
  const nodes = nodesOf(world, clusterId);
  const ready = nodes.filter((node) => node.ready).length;
  if (ready >= count) {
    return undefined;
  }
  const unready = nodes.filter((node) => !node.ready).map(({ name }) => name);
  return `${ready} of ${count} nodes ready${unready.length === 0 ? "" : `, not ready: ${unready.join(", ")}`}`;
}

/** Workloads come with the charts that are installed, and their pods run on nodes that are Ready. */
function missingWorkloads(wanted: readonly Workload[], clusterId: string, world: World): string | undefined {
  const nodes = nodesOf(world, clusterId);
  const ready = nodes.filter((node) => node.ready).length;
  const present = new Set(
    world.list<ReleaseRecord>("release").flatMap(({ id, value }) => {
      const [cluster, namespace = ""] = id.split("|");
      const workloads = chartOf(value.chart).workloads?.(value.values) ?? [];
      return cluster === clusterId ? workloads.map((workload) => `${namespace} ${workload}`) : [];
    }),
  );
  const missing = wanted.flatMap(({ kind, namespace, name }) => {
    if (!present.has(`${namespace} ${kind} ${name}`)) {
      return [`${kind} ${namespace}/${name}: is not there`];
    }
    return kind === "DaemonSet" && ready < nodes.length
      ? [`${kind} ${namespace}/${name}: ${ready} of ${nodes.length} pods new, ${ready} available`]
      : [];
  });
  return missing.length === 0 ? undefined : missing.join(", ");
}
