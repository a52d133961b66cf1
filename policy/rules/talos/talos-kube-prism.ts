import { wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { talosKubernetesGuide } from "../../references.ts";

/** KubePrism is on, on any port. Whether the network plugin uses it is not judged. */
export const talosKubePrism = configurationRule({
  id: "talos-kube-prism",
  title: "KubePrism is on",
  rationale:
    "Without it kubelet and the network plugin reach the API by one shared address only, and every machine loses it together with that address.",
  severity: "medium",
  remedy:
    "InfraFlux turns it on: take out the patch that turns it off. Elsewhere set `machine.features.kubePrism.enabled: true`.",
  references: [talosKubernetesGuide("KubePrism", "advanced-guides/kubeprism")],
  check: ({ main }, { report }) => {
    wantFlag(main.at("machine", "features", "kubePrism", "enabled"), true, false, report);
  },
});
