import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainer } from "../../shapes/kubernetes/workloads.ts";
import { podSecurity } from "../../references.ts";

/** Where a container says what the kubelet asks it, and what it tells it. */
export const probes: readonly (readonly string[])[] = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
];

/** Hooks of the lifecycle count as probes, since the kubelet asks for both from the node. */
export const kubernetesNoProbeHosts: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-probe-hosts",
  title: "Probes ask their own pod only",
  rationale:
    "The kubelet sends them from the node, so a probe of another host reaches what no network policy would let the pod reach.",
  severity: "medium",
  remedy: "Take `host` out of the `httpGet` or `tcpSocket` of probes and lifecycle hooks.",
  references: [podSecurity("Baseline", "Host Probes / Lifecycle Hooks (v1.34+)")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachContainer(resource, tools, (container) => {
      tools.each(probes, (probe) => {
        tools.each(["httpGet", "tcpSocket"], (action) => {
          const host = container.at(...probe, action, "host");
          if ((host.text() ?? "") !== "") {
            report(`${host.path}: ${found(host)} is not allowed`);
          }
        });
      });
    });
  },
};
