import { kubernetesNoProbeHosts } from "../../../../policy/rules/kubernetes/kubernetes-no-probe-hosts.ts";
import type { Samples } from "../../support/sample.ts";
import { container, deployment, podOf } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesNoProbeHosts,
  good: {
    "the pod itself": deployment(),
    "an empty host": podOf({ livenessProbe: { httpGet: { host: "", path: "/", port: 8080 } } }),
  },
  bad: {
    "another host": {
      subject: podOf({ livenessProbe: { httpGet: { host: "169.254.169.254", path: "/", port: 80 } } }),
      messages: ['spec.containers[0].livenessProbe.httpGet.host: "169.254.169.254" is not allowed'],
    },
    "another host before the end": {
      subject: deployment({
        containers: [
          {
            ...container,
            startupProbe: { tcpSocket: { host: "10.0.0.11", port: 2379 } },
            readinessProbe: { tcpSocket: { host: "10.0.0.11", port: 10250 } },
            lifecycle: {
              postStart: { httpGet: { host: "10.0.0.12", path: "/", port: 80 } },
              preStop: { httpGet: { host: "10.0.0.11", path: "/", port: 10255 } },
            },
          },
        ],
      }),
      messages: [
        'spec.template.spec.containers[0].readinessProbe.tcpSocket.host: "10.0.0.11" is not allowed',
        'spec.template.spec.containers[0].startupProbe.tcpSocket.host: "10.0.0.11" is not allowed',
        'spec.template.spec.containers[0].lifecycle.postStart.httpGet.host: "10.0.0.12" is not allowed',
        'spec.template.spec.containers[0].lifecycle.preStop.httpGet.host: "10.0.0.11" is not allowed',
      ],
    },
  },
};
