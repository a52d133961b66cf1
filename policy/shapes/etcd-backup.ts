import type { Resource, StackView } from "../judge/resource.ts";
import { isOfType } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import { imageReference } from "./kubernetes/images.ts";

/** Resources that run something on a schedule. */
export const schedules: readonly RegExp[] = [/^kubernetes:batch\/v1(?:beta1)?:CronJob$/];

/** How Talos lets something in the cluster use its API. */
const talosAccess = "kubernetes:talos.dev/v1alpha1:ServiceAccount";

/** Whether something in a stack saves snapshots of etcd on a schedule. Throws `NotKnown` where only an unknown one may. */
export function savesEtcd({ resources }: StackView): boolean {
  const candidates = resources.filter((resource) => isOfType(resource, [...schedules, talosAccess]));
  const known = candidates.filter(({ props }) => props.whollyKnown());
  return known.some(savesSnapshots) || candidates.some(savesSnapshots);
}

/** The containers of a scheduled job. */
export function scheduledContainers({ props }: Resource): Value[] {
  return props.at("spec", "jobTemplate", "spec", "template", "spec", "containers").list();
}

/** Whether a container is Sidero's talos-backup, which takes a snapshot, encrypts it and uploads it. */
export function isTalosBackup(container: Value): boolean {
  return imageReference(container.at("image").text() ?? "").repository.endsWith("/talos-backup");
}

/** The entry of an environment variable of a container, absent where it has none of that name. */
export function variable(container: Value, name: string): Value {
  const env = container.at("env");
  const index = env.list().findIndex((entry) => entry.at("name").text() === name);
  return env.at(index);
}

function savesSnapshots(resource: Resource): boolean {
  return resource.type === talosAccess
    ? resource.props.at("spec", "roles").texts().includes("os:etcd:backup")
    : scheduledContainers(resource).some((container) => isTalosBackup(container) || takesSnapshot(container));
}

/** Whether a container runs `etcdctl snapshot` or `talosctl etcd snapshot`. */
function takesSnapshot(container: Value): boolean {
  const words = [...container.at("command").texts(), ...container.at("args").texts()].join(" ");
  return /\betcd(?:ctl)?\b.*\bsnapshot\b/s.test(words);
}
