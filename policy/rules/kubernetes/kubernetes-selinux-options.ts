import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { choice, found } from "../../shapes/found.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { podSecurity } from "../../references.ts";

/** Types that SELinux has for containers. */
export const containerTypes: readonly string[] = [
  "container_t",
  "container_init_t",
  "container_kvm_t",
  "container_engine_t",
];

/** The options may stay away; levels are left to whoever sets them. */
export const kubernetesSelinuxOptions: ResourceRule = {
  scope: "resource",
  id: "kubernetes-selinux-options",
  title: "No pod chooses its own place in SELinux",
  rationale:
    "With a type such as spc_t, or another user or role, SELinux lets a container do what the node may do.",
  severity: "medium",
  remedy: "Take `user` and `role` out of `seLinuxOptions`, and `type` too, or set it to container_t.",
  references: [podSecurity("Baseline", "SELinux")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const checkOptions = (context: Value) => {
      const options = context.at("seLinuxOptions");
      tools.each([options.at("user"), options.at("role")], (value) => {
        if ((value.text() ?? "") !== "") {
          report(`${value.path}: ${found(value)} is not allowed`);
        }
      });
      const type = options.at("type");
      if (!["", ...containerTypes].includes(type.text() ?? "")) {
        report(`${type.path}: got ${found(type)}, want ${choice(containerTypes)}`);
      }
    };
    eachWorkload(resource, tools, (workload) => {
      eachContainerOf(workload, tools, (container) => {
        checkOptions(container.at("securityContext"));
      });
      checkOptions(workload.pod.at("spec", "securityContext"));
    });
  },
};
