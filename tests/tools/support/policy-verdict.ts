import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../.tools/bin/policy-verdict", import.meta.url));

/** One end of a flow; `tools/judges/policy-verdict/main.go` describes each. */
type End =
  | {
      readonly namespace: string;
      readonly labels?: Readonly<Record<string, string>>;
      readonly serviceAccount?: string;
      readonly cluster?: string;
    }
  | {
      readonly entity: "host";
      readonly labels?: Readonly<Record<string, string>>;
      readonly apiServer?: boolean;
    }
  | {
      readonly entity:
        "health" | "ingress" | "init" | "kube-apiserver" | "remote-node" | "unmanaged" | "world";
    }
  | { readonly address: string; readonly names?: readonly string[] };

/** Who wants to reach whom. */
export interface Flow {
  readonly from: End;
  readonly to: End;
  readonly port: number;

  /** Default: TCP. The port of ICMP is its type. */
  readonly protocol?: "TCP" | "UDP" | "SCTP" | "ICMP";
}

/** What the policies of one end decide, and which of them. */
interface Side {
  readonly verdict: "allowed" | "denied";
  readonly policies: readonly string[];
}

/** What becomes of a flow. An end at which Cilium enforces nothing has no side. */
export interface Verdict {
  readonly verdict: "allowed" | "denied";
  readonly egress: Side | null;
  readonly ingress: Side | null;
}

/** Policies, and what they depend on. */
export interface Question {
  readonly cluster?: string;
  readonly hostFirewall?: boolean;
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly policies: readonly object[];
  readonly flows: readonly Flow[];
}

/**
 * Asks Cilium's own policy engine what becomes of each flow, in their order.
 *
 * @throws with what the program says when it refuses the question
 */
export function verdictsOf(question: Question): Verdict[] {
  const { error, status, stdout, stderr } = spawnSync(program, {
    encoding: "utf8",
    input: JSON.stringify(question),
  });
  if (error !== undefined) {
    throw error;
  }
  if (status !== 0) {
    throw new Error(stderr.trim());
  }
  return JSON.parse(stdout) as Verdict[];
}

/** A policy of Cilium in the namespace `shop`. */
export function namespaced(name: string, spec: object): object {
  const metadata = { name, namespace: "shop" };
  return { apiVersion: "cilium.io/v2", kind: "CiliumNetworkPolicy", metadata, spec };
}

/** A policy of Cilium for the whole cluster. */
export function clusterwide(name: string, spec: object): object {
  return { apiVersion: "cilium.io/v2", kind: "CiliumClusterwideNetworkPolicy", metadata: { name }, spec };
}

/** A policy of Kubernetes in the namespace `shop`. */
export function upstream(name: string, spec: object): object {
  const metadata = { name, namespace: "shop" };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}
