import { readFileSync } from "node:fs";

import { Command } from "@pulumi/command/local/command.js";
import * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";

/** Credentials of a Kubernetes client, as `Kubeconfig` of the Talos provider gives them. */
export interface ClusterClient {
  /** Address of the API server, such as `https://10.0.0.10:6443`. */
  readonly host: string;
  /** Base64-encoded PEM, like the two below. */
  readonly caCertificate: string;
  readonly clientCertificate: string;
  readonly clientKey: string;
}

/** What a cluster must have come to. */
export type ClusterCondition =
  /** The API server answers that it is ready. */
  | { readonly kind: "api" }
  /** Custom resource definitions, such as `ciliumnodes.cilium.io`, are established. */
  | { readonly kind: "crds"; readonly crds: readonly string[] }
  /** At least so many nodes are ready. */
  | { readonly kind: "nodes"; readonly count: number }
  /** Workloads run with what was rolled out last: every pod is new and available. */
  | { readonly kind: "rollout"; readonly workloads: readonly Workload[] };

/** A workload whose pods are replaced when it changes. */
export interface Workload {
  readonly kind: "DaemonSet" | "Deployment";
  readonly namespace: string;
  readonly name: string;
}

/** Arguments of `ClusterGate`. */
export interface ClusterGateArgs {
  readonly gate: ClusterCondition;

  /** Whom to ask, and as whom. Kept as a secret in state. */
  readonly client: pulumi.Input<ClusterClient>;

  /** How long to wait before the update fails. Default: 900. */
  readonly timeoutSeconds?: number;

  /** Values whose change makes the gate wait anew. Default: none. */
  readonly triggers?: pulumi.Input<pulumi.Input<string>[]>;
}

const defaultTimeoutSeconds = 900;

/** Run by `node -e`, so that it works wherever this package was installed and leaves no path of this machine in state. */
const script = readFileSync(new URL("./gate-script.mjs", import.meta.url), "utf8");

/**
 * A point that an update passes only once a cluster has come to a condition.
 *
 * A resource and not a function, because functions also run in previews, where there may be no cluster to wait for.
 * Resources that need the condition depend on the gate. Needs `node` on PATH.
 */
export class ClusterGate extends pulumi.ComponentResource {
  /** @internal Lets policies find this component by its class. */
  static readonly __pulumiType = "infraflux:index:ClusterGate";

  /** @internal */
  static override isInstance(obj: unknown): obj is ClusterGate {
    return (obj as { __pulumiType?: unknown } | undefined)?.__pulumiType === ClusterGate.__pulumiType;
  }

  constructor(name: string, args: ClusterGateArgs, opts?: pulumi.ComponentResourceOptions) {
    const client = pulumi.secret(args.client);
    super(ClusterGate.__pulumiType, name, { ...args, client }, opts);
    checkArgs(this, args);

    new Command(
      `${name}-wait`,
      {
        interpreter: ["node", "--input-type=module", "-e"],
        create: script,
        environment: {
          INFRAFLUX_GATE: JSON.stringify(args.gate),
          INFRAFLUX_TIMEOUT_SECONDS: String(args.timeoutSeconds ?? defaultTimeoutSeconds),
        },
        stdin: pulumi.jsonStringify(client),
        triggers: args.triggers,
      },
      {
        parent: this,
        // With its dependencies: a component's dependsOn holds back nothing but the component itself.
        dependsOn: opts?.dependsOn,
        additionalSecretOutputs: ["stdin"],
      },
    );

    this.registerOutputs({});
  }
}

function checkArgs(
  component: pulumi.Resource,
  { gate, timeoutSeconds = defaultTimeoutSeconds }: ClusterGateArgs,
): void {
  new ArgsCheck(component)
    .expect(
      gate.kind !== "crds" || gate.crds.length > 0,
      "gate.crds",
      "want at least one custom resource definition, got none",
    )
    .expect(
      gate.kind !== "nodes" || (Number.isInteger(gate.count) && gate.count > 0),
      "gate.count",
      `want a number of nodes above 0, got ${gate.kind === "nodes" ? gate.count : 0}`,
    )
    .expect(
      gate.kind !== "rollout" || gate.workloads.length > 0,
      "gate.workloads",
      "want at least one workload, got none",
    )
    .expect(timeoutSeconds > 0, "timeoutSeconds", `want a number of seconds above 0, got ${timeoutSeconds}`)
    .done();
}
