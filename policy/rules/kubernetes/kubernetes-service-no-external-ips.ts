import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";

/** Addresses of load balancers come from the cluster, and are not meant. */
export const kubernetesServiceNoExternalIps: ResourceRule = {
  scope: "resource",
  id: "kubernetes-service-no-external-ips",
  title: "No Service claims addresses by itself",
  rationale:
    "With externalIPs a Service takes any address for its own, that of another's server too, and gets the traffic that pods send there.",
  severity: "high",
  remedy:
    "Use a Service of type LoadBalancer, which gets its address from a pool (`infraflux:network:loadBalancerRange`), in place of `spec.externalIPs`.",
  references: [
    {
      title: "CVE-2020-8554: Man in the middle using LoadBalancer or ExternalIPs",
      url: "https://github.com/kubernetes/kubernetes/issues/97076",
    },
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      if (object.is("", "Service")) {
        tools.each(object.value.at("spec", "externalIPs").list(), (address) => {
          report(`${address.path}: ${found(address)} is not allowed`);
        });
      }
    });
  },
};
