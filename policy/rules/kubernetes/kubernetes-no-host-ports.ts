import type { ResourceRule } from "../../judge/rule.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainer } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, podSecurity } from "../../references.ts";

/** A NodePort is a port of the Service, and not meant. */
export const kubernetesNoHostPorts: ResourceRule = {
  scope: "resource",
  id: "kubernetes-no-host-ports",
  title: "No container takes a port of its node",
  rationale:
    "A port of the node is reachable from wherever the node is, past Services and Ingress, and only one pod per node can have it.",
  severity: "medium",
  remedy:
    "Take `hostPort` out of the container's `ports`, and reach it through a Service of type LoadBalancer or a Gateway.",
  references: [cisBenchmark("5.2.13"), podSecurity("Baseline", "Host Ports")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachContainer(resource, tools, (container) => {
      tools.each(container.at("ports").list(), (port) => {
        const hostPort = port.at("hostPort");
        const number = hostPort.number() ?? 0;
        if (number !== 0) {
          report(`${hostPort.path}: ${number} is not allowed`);
        }
      });
    });
  },
};
