import { kubernetesNoUnconfined } from "../../../../policy/rules/kubernetes/kubernetes-no-unconfined.ts";
import type { Samples } from "../../support/sample.ts";
import { deployment, job, pod, podWith } from "./builders.ts";

/** Those that the Pod Security Standards let pods set. */
const ofItsOwn = [
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
];

export const samples: Samples = {
  rule: kubernetesNoUnconfined,
  good: {
    "nothing said": deployment(),
    "what confines": podWith({ appArmorProfile: { type: "RuntimeDefault" }, procMount: "Default" }),
    "parameters of the pod's own": pod({
      securityContext: { runAsNonRoot: true, sysctls: ofItsOwn.map((name) => ({ name, value: "1" })) },
    }),
  },
  bad: {
    "no AppArmor in a container": {
      subject: podWith({ appArmorProfile: { type: "Unconfined" } }),
      messages: ['spec.containers[0].securityContext.appArmorProfile.type: "Unconfined" is not allowed'],
    },
    "no AppArmor in the pod": {
      subject: job({ securityContext: { appArmorProfile: { type: "Unconfined" } } }),
      messages: ['spec.template.spec.securityContext.appArmorProfile.type: "Unconfined" is not allowed'],
    },
    "no AppArmor, in the old way": {
      subject: pod(
        {},
        { annotations: { "container.apparmor.security.beta.kubernetes.io/app": "unconfined" } },
      ),
      messages: [
        'metadata.annotations.container.apparmor.security.beta.kubernetes.io/app: "unconfined" is not allowed',
      ],
    },
    "the whole of /proc": {
      subject: podWith({ procMount: "Unmasked" }),
      messages: ['spec.containers[0].securityContext.procMount: "Unmasked" is not allowed'],
    },
    "a parameter of the node's kernel": {
      subject: pod({ securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] } }),
      messages: ['spec.securityContext.sysctls[0].name: "kernel.msgmax" is not allowed'],
    },
  },
};
