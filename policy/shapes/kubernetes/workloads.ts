import type { Resource } from "../../judge/resource.ts";
import type { Value } from "../../judge/value.ts";
import type { KubernetesObject, Looking } from "./objects.ts";
import { eachObject } from "./objects.ts";

/** An object that makes pods, and the pod that it makes. */
export interface Workload {
  readonly object: KubernetesObject;

  /** The pod, or the template of it: `metadata` and `spec` lie below. */
  readonly pod: Value;
}

/** Where the pod of a workload lies, by group and kind. */
const pods: Readonly<Record<string, readonly string[]>> = {
  "/Pod": [],
  "/PodTemplate": ["template"],
  "/ReplicationController": ["spec", "template"],
  "apps/DaemonSet": ["spec", "template"],
  "apps/Deployment": ["spec", "template"],
  "apps/ReplicaSet": ["spec", "template"],
  "apps/StatefulSet": ["spec", "template"],
  "batch/CronJob": ["spec", "jobTemplate", "spec", "template"],
  "batch/Job": ["spec", "template"],
};

/** The workload that an object is, or undefined where it makes no pods. */
export function workloadOf(object: KubernetesObject): Workload | undefined {
  const path = pods[`${object.group}/${object.kind}`];
  return path === undefined ? undefined : { object, pod: object.value.at(...path) };
}

/** Looks at every workload that a resource carries. */
export function eachWorkload(resource: Resource, tools: Looking, look: (workload: Workload) => void): void {
  eachObject(resource, tools, (object) => {
    const workload = workloadOf(object);
    if (workload !== undefined) {
      look(workload);
    }
  });
}

/** The lists of a pod's containers: those that do its work, those that run before, and those put in for debugging. */
type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

const everyList: readonly ContainerList[] = ["containers", "initContainers", "ephemeralContainers"];

/** Looks at every container of a workload. Default of the lists: all of them. */
export function eachContainerOf(
  { pod }: Workload,
  tools: Looking,
  look: (container: Value) => void,
  lists: readonly ContainerList[] = everyList,
): void {
  tools.each(lists, (list) => {
    tools.each(pod.at("spec", list).list(), look);
  });
}

/** Looks at every container of every workload that a resource carries. Default of the lists: all of them. */
export function eachContainer(
  resource: Resource,
  tools: Looking,
  look: (container: Value) => void,
  lists: readonly ContainerList[] = everyList,
): void {
  eachWorkload(resource, tools, (workload) => {
    eachContainerOf(workload, tools, look, lists);
  });
}
