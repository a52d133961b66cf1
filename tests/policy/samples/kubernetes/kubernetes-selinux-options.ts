import { kubernetesSelinuxOptions } from "../../../../policy/rules/kubernetes/kubernetes-selinux-options.ts";
import type { Samples } from "../../support/sample.ts";
import { deployment, pod, podWith } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesSelinuxOptions,
  good: {
    "nothing said": deployment(),
    "a type for containers, and a level": podWith({
      seLinuxOptions: { type: "container_t", level: "s0:c123,c456" },
    }),
  },
  bad: {
    "a type that is not confined": {
      subject: podWith({ seLinuxOptions: { type: "spc_t" } }),
      messages: [
        'spec.containers[0].securityContext.seLinuxOptions.type: got "spc_t", want "container_t" or "container_init_t" or "container_kvm_t" or "container_engine_t"',
      ],
    },
    "another user and role": {
      subject: pod({ securityContext: { seLinuxOptions: { user: "system_u", role: "system_r" } } }),
      messages: [
        'spec.securityContext.seLinuxOptions.user: "system_u" is not allowed',
        'spec.securityContext.seLinuxOptions.role: "system_r" is not allowed',
      ],
    },
  },
};
