import type { AdmissionPolicy, Part, Variable } from "./policy.ts";
import { workloads } from "./kinds.ts";

/** A part of the pod that a workload makes, wherever the workload keeps its pod. */
const ofPod =
  (part: string): Part =>
  (object) =>
    [
      `(object.kind == "Pod" ? ${object}.?${part}`,
      `object.kind == "PodTemplate" ? ${object}.?template.?${part}`,
      `object.kind == "CronJob" ? ${object}.?spec.?jobTemplate.?spec.?template.?${part}`,
      `${object}.?spec.?template.?${part})`,
    ].join(" : ");

const podSpecOf = ofPod("spec");

export const podAnnotationsOf: Part = ofPod("metadata.?annotations");

const podSpec: Variable = { name: "podSpec", expression: `${podSpecOf("object")}.orValue({})` };

/** What policies about the pods of all workloads have in common. */
export const aboutPods = {
  kinds: workloads,
  judged: [podSpecOf],
} as const satisfies Partial<AdmissionPolicy>;

/** The lists of a pod's containers: those that do its work, those that run before, and those put in for debugging. */
type ContainerList = "containers" | "initContainers" | "ephemeralContainers";

/** What policies about containers look into. Default of the lists: all of them. */
export function containerVariables(
  ...lists: readonly ContainerList[]
): readonly [podSpec: Variable, containers: Variable] {
  const wanted = lists.length === 0 ? ["containers", "initContainers", "ephemeralContainers"] : lists;
  const expression = wanted.map((list) => `variables.podSpec.?${list}.orValue([])`).join(" + ");
  return [podSpec, { name: "containers", expression }];
}

/** What policies about pods as a whole look into. */
export const podVariables: readonly Variable[] = [podSpec];

/** What holds for every container, which is called `c`. */
export const everyContainer = (condition: string): string => `variables.containers.all(c, ${condition})`;

/** What holds for every container unless the pod runs on Windows, which has none of Linux' security settings. */
export const everyLinuxContainer = (condition: string): string =>
  `variables.podSpec.?os.?name.orValue("") == "windows" || ${everyContainer(condition)}`;

/** What holds for every volume of the pod, which is called `v`. */
export const everyVolume = (condition: string): string =>
  `variables.podSpec.?volumes.orValue([]).all(v, ${condition})`;

/** A list of texts in CEL. */
export const texts = (values: Iterable<string>): string => JSON.stringify([...values]);
