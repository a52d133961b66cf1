import { valuesOf, wordsOf } from "../../shapes/talos/arguments.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/** `AlwaysAllow` is not among the modes. What the roles then allow is judged among the Kubernetes objects. */
export const talosAuthorizationRequired = configurationRule({
  id: "talos-authorization-required",
  title: "API server and kubelet ask what a caller may do",
  rationale: "With AlwaysAllow every certificate and every token of the cluster is an administrator's.",
  severity: "critical",
  remedy:
    "Take AlwaysAllow out of `authorization-mode` in `cluster.apiServer.extraArgs` and `machine.kubelet.extraArgs`, in InfraFlux out of `infraflux:talos:patches`: Talos sets Node and RBAC, and Webhook.",
  references: [cisBenchmark("1.2.6 and 4.2.2"), hardeningGuide("Authentication and authorization")],
  check: ({ main }, { report, each }) => {
    each([main.at("cluster", "apiServer"), main.at("machine", "kubelet")], (component) => {
      each(valuesOf(component.at("extraArgs", "authorization-mode")), (argument) => {
        if (wordsOf(argument).includes("AlwaysAllow")) {
          report(`${argument.path}: got "AlwaysAllow", want a list without it`);
        }
      });
    });
  },
});
