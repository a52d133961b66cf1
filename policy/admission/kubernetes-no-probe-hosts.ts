import { kubernetesNoProbeHosts, probes } from "../rules/kubernetes/kubernetes-no-probe-hosts.ts";
import { aboutPods, containerVariables, everyContainer } from "./pods.ts";
import type { AdmissionPolicy } from "./policy.ts";

/** `["lifecycle", "preStop"]` becomes `c.?lifecycle.?preStop`. */
const ofContainer = (path: readonly string[]) => `c.?${path.join(".?")}`;

export const noProbeHosts: AdmissionPolicy = {
  rule: kubernetesNoProbeHosts,
  ...aboutPods,
  variables: containerVariables(),
  validations: probes.map((probe) => ({
    expression: everyContainer(
      ["httpGet", "tcpSocket"]
        .map((action) => `${ofContainer([...probe, action, "host"])}.orValue("") == ""`)
        .join(" && "),
    ),
    message: `${probe.join(".")}: a host is not allowed`,
  })),
};
