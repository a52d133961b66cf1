import type { ResourceRule } from "../../judge/rule.ts";
import { choice } from "../../shapes/found.ts";
import { eachValue } from "../../shapes/kubernetes/helm-values.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { checkInherited, isForWindows } from "../../shapes/kubernetes/security-context.ts";
import { eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

const profiles: readonly string[] = ["RuntimeDefault", "Localhost"];

/** Set by the container or its pod, on Linux; what a profile on the node allows is not seen. */
export const kubernetesSeccomp: ResourceRule = {
  scope: "resource",
  id: "kubernetes-seccomp",
  title: "Containers have a seccomp profile",
  rationale: "Most ways out of a container go through a system call that no ordinary program makes.",
  severity: "medium",
  remedy: "Set `securityContext.seccompProfile.type: RuntimeDefault` for the pod.",
  references: [
    cisBenchmark("5.6.2"),
    podSecurity("Restricted", "Seccomp"),
    hardeningGuide("Hardening container environments"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, (workload) => {
      if (isForWindows(workload)) {
        return;
      }
      checkInherited(
        workload,
        { ...tools, report },
        {
          setting: ["seccompProfile", "type"],
          isGood: (value) => profiles.includes(value.text() ?? ""),
          want: choice(profiles),
        },
      );
    });
    eachValue(resource, tools, (key, value) => {
      const type = value.at("type");
      if (key === "seccompProfile" && type.text() === "Unconfined") {
        report(`${type.path}: got "Unconfined", want ${choice(profiles)}`);
      }
    });
  },
};
