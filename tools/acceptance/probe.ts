import { randomBytes } from "node:crypto";

import type { Cluster, Meta } from "./cluster.ts";
import { keptSeconds, probeJob, probePolicy } from "./probe-objects.ts";
import type { Trial } from "./probe-objects.ts";
import { Trouble } from "./program.ts";

/** What came of a trial. */
export interface Tried {
  readonly exitCode: number;

  /** What the script printed, on both streams. */
  readonly output: string;
  readonly job: string;
  readonly pod: string;
  readonly node: string;

  /** When the Job was made, by the clock of the cluster. */
  readonly since: string;
}

interface Pod {
  readonly metadata: Meta;
  readonly spec: { readonly nodeName?: string };
  readonly status?: {
    readonly phase?: string;
    readonly containerStatuses?: readonly {
      readonly state?: {
        readonly terminated?: { readonly exitCode: number };
        readonly waiting?: { readonly reason?: string; readonly message?: string };
      };
    }[];
  };
}

/** Lets a Job make its pod. */
const begun = `--patch=${JSON.stringify({ spec: { suspend: false } })}`;

/** A pod takes its time to be placed and to fetch its image, before its script begins to wait for something. */
const secondsFor = ({ options }: Cluster) => 2 * options.timeoutSeconds;

/** Tries something from a pod of its own, and takes away what that took, also when it is broken off. */
export async function tryInPod(cluster: Cluster, trial: Trial): Promise<Tried> {
  const { namespace } = trial;
  const name = `infraflux-acceptance-${trial.check}-${randomBytes(3).toString("hex")}`;
  const job = probeJob(name, trial, cluster.probeImage, secondsFor(cluster));
  try {
    const { uid, creationTimestamp = "" } = await create(cluster, job);
    cluster.signal.throwIfAborted();
    await create(cluster, probePolicy({ name, namespace, uid: uid ?? "" }));
    cluster.signal.throwIfAborted();
    await cluster.kubectlToTheEnd(["patch", `--namespace=${namespace}`, `job/${name}`, begun]);
    const pod = await ended(cluster, namespace, name);
    const output = await cluster.kubectl("logs", `--namespace=${namespace}`, `pod/${pod.metadata.name}`);
    return {
      exitCode: exitCodeOf(pod),
      output: output.trim(),
      job: name,
      pod: pod.metadata.name,
      node: pod.spec.nodeName ?? "",
      since: creationTimestamp,
    };
  } finally {
    await remove(cluster, namespace, name);
  }
}

async function create(cluster: Cluster, object: object): Promise<Meta> {
  const made = await cluster.kubectlToTheEnd(["create", "--filename=-", "--output=json"], object);
  return (JSON.parse(made) as { metadata: Meta }).metadata;
}

/** Waits for the pod to have ended, whether well or not. */
async function ended(cluster: Cluster, namespace: string, job: string): Promise<Pod> {
  let last: Pod | undefined;
  const pod = await cluster.until(async () => {
    [last] = await cluster.list<Pod>(
      "pods",
      `--namespace=${namespace}`,
      `--selector=batch.kubernetes.io/job-name=${job}`,
    );
    const { phase } = last?.status ?? {};
    return phase === "Succeeded" || phase === "Failed" ? last : undefined;
  }, secondsFor(cluster));
  if (pod === undefined) {
    const why = last === undefined ? await whyNoPod(cluster, namespace, job) : whyNotEnded(last);
    throw new Trouble(`a pod in namespace ${namespace} did not end within ${secondsFor(cluster)} s: ${why}`);
  }
  return pod;
}

function exitCodeOf({ status }: Pod): number {
  // A pod that was put to death for its time has no such state.
  return status?.containerStatuses?.[0]?.state?.terminated?.exitCode ?? -1;
}

function whyNotEnded({ status }: Pod): string {
  const { reason, message } = status?.containerStatuses?.[0]?.state?.waiting ?? {};
  return [reason, message].filter(Boolean).join(": ") || `its phase is ${status?.phase ?? "unknown"}`;
}

/** What the cluster says of a Job for which it makes no pod: mostly a quota, or an admission that refuses it. */
async function whyNoPod(cluster: Cluster, namespace: string, job: string): Promise<string> {
  const events = await cluster.list<{ message?: string }>(
    "events",
    `--namespace=${namespace}`,
    `--field-selector=involvedObject.kind=Job,involvedObject.name=${job}`,
  );
  return events.at(-1)?.message ?? "no pod was made for its Job";
}

async function remove(cluster: Cluster, namespace: string, name: string): Promise<void> {
  try {
    await cluster.kubectlToTheEnd([
      "delete",
      `--namespace=${namespace}`,
      `job/${name}`,
      "--ignore-not-found",
      "--cascade=foreground",
      "--timeout=60s",
    ]);
  } catch (error) {
    if (!(error instanceof Trouble)) {
      throw error;
    }
    cluster.leftBehind.push(
      `the Job ${name} in namespace ${namespace}, which goes ${keptSeconds} s after it has ended: ${error.message}`,
    );
  }
}
