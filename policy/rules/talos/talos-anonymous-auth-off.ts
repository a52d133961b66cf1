import { switchOf, valuesOf } from "../../shapes/talos/arguments.ts";
import { foundAmongSecrets } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/** The arguments of etcd by which it asks for certificates, of its clients and of its other members. */
const certificatesAsked = ["client-cert-auth", "peer-client-cert-auth"];

/**
 * No argument of the API server, of kubelet or of etcd lets anonymous requests in. Role bindings of anonymous users are judged
 * among the Kubernetes objects.
 */
export const talosAnonymousAuthOff = configurationRule({
  id: "talos-anonymous-auth-off",
  title: "API server, kubelet and etcd answer nobody without a name",
  rationale:
    "Talos turns anonymous requests off. Where they are on, one careless role binding is enough to open the cluster to everybody who reaches the port; and an etcd that asks for no certificate gives them everything.",
  severity: "high",
  remedy:
    "Take `anonymous-auth` out of `cluster.apiServer.extraArgs` and `machine.kubelet.extraArgs`, in InfraFlux out of `infraflux:talos:patches`: false is what Talos sets. Take `client-cert-auth` and `peer-client-cert-auth` out of `cluster.etcd.extraArgs` as well.",
  references: [cisBenchmark("1.2.1, 2.2, 2.5 and 4.2.1"), hardeningGuide("Authentication and authorization")],
  check: ({ main }, { report, each }) => {
    each([main.at("cluster", "apiServer"), main.at("machine", "kubelet")], (component) => {
      each(valuesOf(component.at("extraArgs", "anonymous-auth")), (argument) => {
        if (switchOf(argument) !== false) {
          report(`${argument.path}: got ${foundAmongSecrets(argument)}, want false, or leave it out`);
        }
      });
    });
    each(certificatesAsked, (name) => {
      each(valuesOf(main.at("cluster", "etcd", "extraArgs", name)), (argument) => {
        if (switchOf(argument) !== true) {
          report(`${argument.path}: got ${foundAmongSecrets(argument)}, want true, or leave it out`);
        }
      });
    });
  },
});
