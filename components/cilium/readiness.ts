import { createHash } from "node:crypto";

import type { CustomResourceOptions } from "@pulumi/pulumi";

import { ClusterGate } from "../gates/index.ts";
import type { Workload } from "../gates/index.ts";
import type { CiliumStackArgs } from "./args.ts";
import { policyCrd } from "./plan/index.ts";
import type { ChartValues, CiliumObject } from "./plan/index.ts";

/** What comes after the release depends on one of these. */
export interface CiliumReadiness {
  /** Cilium's kinds are known, and its agents run on every node with the values of this update. */
  readonly gates: readonly [ClusterGate, ClusterGate];

  /** The nodes are Ready, and the agents run with the values of this update. */
  readonly running: ClusterGate;
}

/** How long gates wait where nobody says otherwise. */
export const defaultGateSeconds = 900;

/** Agents are restarted two at a time, which bounds how fast a large cluster takes up a change. */
const secondsPerNode = 30;

/** What must run for pods to have a network and Services; the rest may come up on its own. */
const workloads: readonly Workload[] = [
  { kind: "DaemonSet", namespace: "kube-system", name: "cilium" },
  { kind: "Deployment", namespace: "kube-system", name: "cilium-operator" },
];

/** Gates behind a release that is not awaited. `opts` holds them back until it is made. */
export function ciliumReadiness(
  name: string,
  { client, charts, nodeCount, gateTimeoutSeconds: timeoutSeconds = defaultGateSeconds }: CiliumStackArgs,
  { values, objects }: { readonly values: ChartValues; readonly objects: readonly CiliumObject[] },
  opts: CustomResourceOptions,
): CiliumReadiness {
  const usual = { client, timeoutSeconds, triggers: [charts.ciliumVersion] };
  const kinds = [...new Set([policyCrd, ...objects.flatMap(({ crd }) => crd ?? [])])];
  const crds = new ClusterGate(`${name}-crds`, { ...usual, gate: { kind: "crds", crds: kinds } }, opts);
  const nodes = new ClusterGate(
    `${name}-nodes`,
    { ...usual, gate: { kind: "nodes", count: nodeCount } },
    opts,
  );

  // Nodes stay Ready while an agent fails to start with new values, so every change is waited for by itself.
  const running = new ClusterGate(
    `${name}-rollout`,
    {
      client,
      gate: { kind: "rollout", workloads },
      timeoutSeconds: Math.max(timeoutSeconds, secondsPerNode * nodeCount),
      triggers: [charts.ciliumVersion, createHash("sha256").update(JSON.stringify(values)).digest("hex")],
    },
    { ...opts, dependsOn: [nodes] },
  );
  return { gates: [crds, running], running };
}
