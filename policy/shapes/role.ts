/** What a resource is to the cluster: a control plane, a worker, something before the API. */
import type { Resource } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import { tagsOf } from "./tags.ts";
import type { MachineRole } from "./talos/machine-configuration.ts";
import { machineConfigurations } from "./talos/machine-configuration.ts";

/**
 * Whether a machine, or a configuration that is applied to one, is a control plane: by the Talos configuration that it
 * carries; where that is not known or does not say, by names and tags.
 *
 * The words `control-plane` (in any spelling), `cp` and `kube-master` (`k8s-`, `kubernetes-`) say so, the word `worker`
 * says the opposite, a number may follow: `edge-cp-1`, `ControlPlane2`, a tag `role: controlplane`. The name that the
 * program gives to the resource counts most, then the name of the machine, then its tags taken together. What none of
 * them tells is no control plane.
 */
export function isControlPlane(resource: Resource): boolean {
  return (configuredRole(resource) ?? spokenRole(resource)) === "controlplane";
}

/**
 * Whether something stands before the Kubernetes or the Talos API, by its name and its tags: it is said to be of the
 * control planes, or has one of the words `kube-api`, `k8s-api`, `kubernetes-api`, `talos-api`, also as `kube-apiserver`.
 */
export function servesApi(resource: Resource): boolean {
  return isControlPlane(resource) || [...sayings(resource)].some((text) => apiWords.test(text));
}

const apiWords = /(?<![a-z0-9])(kube|k8s|kubernetes|talos)[-_. ]?api([-_. ]?server)?(?![a-z])/i;
const controlPlaneWords =
  /(?<![a-z0-9])(control[-_. ]?planes?|cp|(kube|k8s|kubernetes)[-_. ]?masters?)(?![a-z])/i;
const workerWords = /(?<![a-z0-9])workers?(?![a-z])/i;

/** As the machine will take itself. How a missing baseline is read does not matter to the role. */
function configuredRole(resource: Resource): MachineRole | undefined {
  return machineConfigurations(resource, "configuration")
    .map(({ role }) => role)
    .find((role) => role !== undefined);
}

function spokenRole(resource: Resource): MachineRole | undefined {
  for (const text of sayings(resource)) {
    if (workerWords.test(text)) {
      return "worker";
    }
    if (controlPlaneWords.test(text)) {
      return "controlplane";
    }
  }
  return undefined;
}

/** What names and tags say, one after another, so that nothing is read that is not needed; humps become dashes. */
function* sayings(resource: Resource): Generator<string> {
  const { name, props } = resource;
  yield dashed(name);
  yield dashed(props.at("name").text() ?? "");
  yield dashed(tagsOf(resource).map(wordsOf).join(" "));
}

function dashed(text: string): string {
  return text.replace(/([a-z0-9])(?=[A-Z])/g, "$1-");
}

function wordsOf(tags: Value): string {
  const pairs = tags.entries().map(([key, value]) => `${key} ${value.text() ?? ""}`);
  return [...tags.texts(), ...pairs].join(" ");
}
