import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../../shapes/found.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainerOf, eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { podSecurity } from "../../references.ts";

/** Parameters of the kernel that a pod has for itself. */
export const ownSysctls: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

/** How AppArmor was set before Kubernetes 1.30; it still counts. */
export const appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

/** AppArmor, `/proc` and sysctls; seccomp and SELinux have rules of their own. */
export const kubernetesNoUnconfined: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-unconfined",
  title: "No pod switches off what confines it",
  rationale:
    "Without AppArmor, with the whole of /proc, or with parameters of the node's kernel, a container is only half of one.",
  severity: "high",
  remedy:
    "Take `appArmorProfile.type: Unconfined`, `procMount` and the named entry of `sysctls` out of the security contexts.",
  references: [
    podSecurity("Baseline", "AppArmor"),
    podSecurity("Baseline", "/proc Mount Type"),
    podSecurity("Baseline", "Sysctls"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const refuse = (value: Value, isBad: (text: string) => boolean) => {
      if (isBad(value.text() ?? "")) {
        report(`${value.path}: ${found(value)} is not allowed`);
      }
    };
    const isUnconfined = (text: string) => text === "Unconfined";
    eachWorkload(resource, tools, (workload) => {
      const ofPod = workload.pod.at("spec", "securityContext");
      tools.each(ofPod.at("sysctls").list(), (sysctl) => {
        refuse(sysctl.at("name"), (name) => name !== "" && !ownSysctls.has(name));
      });
      eachContainerOf(workload, tools, (container) => {
        const own = container.at("securityContext");
        refuse(own.at("appArmorProfile", "type"), isUnconfined);
        refuse(own.at("procMount"), (type) => type !== "" && type !== "Default");
      });
      refuse(ofPod.at("appArmorProfile", "type"), isUnconfined);
      tools.each(workload.pod.at("metadata", "annotations").entries(), ([key, profile]) => {
        if (key.startsWith(appArmorAnnotation)) {
          refuse(profile, (name) => name === "unconfined");
        }
      });
    });
  },
};
