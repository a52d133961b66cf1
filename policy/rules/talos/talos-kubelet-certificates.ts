import { switchOf, valuesOf } from "../../shapes/talos/arguments.ts";
import { foundAmongSecrets } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, talosKubernetesGuide } from "../../references.ts";

const serving = "rotate-server-certificates";

/** Both renewals are on. Whether anybody approves the requests is not seen. */
export const talosKubeletCertificates = configurationRule({
  id: "talos-kubelet-certificates",
  title: "Kubelets have certificates of the cluster, and renew them",
  rationale:
    "A kubelet that signs its own serving certificate can be imitated: whoever reads logs or metrics has nothing to check it by.",
  severity: "medium",
  remedy:
    "InfraFlux does so: take out the patch that changes it. Elsewhere set `rotate-server-certificates: true` in `machine.kubelet.extraArgs`, with an approver of the requests in the cluster, and leave `rotate-certificates` out.",
  references: [
    cisBenchmark("4.2.10 and 4.2.11"),
    talosKubernetesGuide("metrics server", "monitoring-and-observability/deploy-metrics-server"),
  ],
  check: ({ main }, { report, each }) => {
    const kubelet = main.at("machine", "kubelet");
    each(["rotate-certificates", serving], (name) => {
      const argument = kubelet.at("extraArgs", name);
      const values = valuesOf(argument);
      // Talos has the one on by itself; the other may also stand in kubelet's own configuration.
      const unsaid = name === serving && kubelet.at("extraConfig", "serverTLSBootstrap").flag() !== true;
      const wrong =
        values.length === 0 && unsaid ? [argument] : values.filter((one) => switchOf(one) !== true);
      for (const value of wrong) {
        report(`${value.path}: got ${foundAmongSecrets(value)}, want true`);
      }
    });
  },
});
