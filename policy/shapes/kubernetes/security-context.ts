import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../found.ts";
import type { Workload } from "./workloads.ts";
import { eachContainerOf } from "./workloads.ts";

/** A setting of security contexts that a container has from its pod where it says none of its own. */
interface Inherited {
  /** Where it lies in a security context. */
  readonly setting: readonly string[];

  /** Whether a setting that is there is a good one. */
  readonly isGood: (value: Value) => boolean;

  /** The good ones, for the message. */
  readonly want: string;
}

/** Reports where a workload sets a bad value, and each container that has no value at all, unless it is a patch. */
export function checkInherited(
  workload: Workload,
  tools: Parameters<ResourceRule["check"]>[1],
  { setting, isGood, want }: Inherited,
): void {
  const ofPod = workload.pod.at("spec", "securityContext", ...setting);
  const isThere = (value: Value) => {
    if (value.exists() && !isGood(value)) {
      tools.report(`${value.path}: got ${found(value)}, want ${want}`);
    }
    return value.exists();
  };
  eachContainerOf(workload, tools, (container) => {
    const own = container.at("securityContext", ...setting);
    if (!isThere(own) && !ofPod.exists() && !workload.object.isPatch) {
      tools.report(`${own.path}: missing, want ${want} here or for the whole pod`);
    }
  });
  isThere(ofPod);
}

/** Whether a pod says that it runs on Windows, which has none of Linux' security settings. */
export function isForWindows({ pod }: Workload): boolean {
  return pod.at("spec", "os", "name").text() === "windows";
}

/** Whether the security context of a pod keeps its processes from being root and from unusual system calls. */
export function isRestrictedPod(context: Value): boolean {
  const profile = context.at("seccompProfile", "type").text() ?? "";
  return context.at("runAsNonRoot").flag() === true && ["Localhost", "RuntimeDefault"].includes(profile);
}
