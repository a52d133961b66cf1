import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { ciliumPage, ciliumValues } from "../../references.ts";

/** Requests over HTTP are sent on to HTTPS. */
export const ciliumIngressHttps: ResourceRule = {
  id: "cilium-ingress-https",
  scope: "resource",
  title: "Ingresses with a certificate answer over HTTPS only",
  rationale:
    "A host that has a certificate and still answers over HTTP lets browsers send sessions and passwords in the clear.",
  severity: "medium",
  remedy:
    "Take `ingressController.enforceHttps: false` out of the chart values. InfraFlux always sets it to `true`.",
  references: [ciliumPage("Kubernetes Ingress Support", "network/servicemesh/ingress/"), ciliumValues],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const ingress = values.at("ingressController");
      if (ingress.at("enabled").flag() === true) {
        wantFlag(ingress.at("enforceHttps"), true, true, tools.report);
      }
    });
  },
};
