import { kubernetesNoHostPorts } from "../../../../policy/rules/kubernetes/kubernetes-no-host-ports.ts";
import type { Samples } from "../../support/sample.ts";
import { container, deployment, podOf } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNoHostPorts,
  good: {
    "a port of the pod": deployment(),
    "zero, which is none": podOf({ ports: [{ containerPort: 8080, hostPort: 0 }] }),
  },
  bad: {
    "a port of the node": {
      subject: podOf({ ports: [{ containerPort: 8080 }, { containerPort: 8443, hostPort: 443 }] }),
      messages: ["spec.containers[0].ports[1].hostPort: 443 is not allowed"],
    },
    "a patch": {
      subject: {
        type: "kubernetes:apps/v1:DeploymentPatch",
        props: deployment({ containers: [{ ...container, ports: [{ containerPort: 53, hostPort: 53 }] }] })
          .props,
      },
      messages: ["spec.template.spec.containers[0].ports[0].hostPort: 53 is not allowed"],
    },
  },
};
