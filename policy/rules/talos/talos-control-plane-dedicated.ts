import { wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { configurationReference, hardeningGuide } from "../../references.ts";

/** No key lifts the taint of control planes. Tolerations of pods that pass it are not judged. */
export const talosControlPlaneDedicated = configurationRule({
  id: "talos-control-plane-dedicated",
  title: "Control planes run no ordinary workloads",
  rationale:
    "A pod that breaks out of its container, or only uses up the memory, meets etcd and the keys of the cluster there.",
  severity: "medium",
  remedy:
    "Give the cluster workers under `infraflux:workers`. Elsewhere take `cluster.allowSchedulingOnControlPlanes` out.",
  references: [configurationReference, hardeningGuide("Network separation and hardening")],
  check: ({ main }, { report, each }) => {
    each(["allowSchedulingOnControlPlanes", "allowSchedulingOnMasters"], (key) => {
      wantFlag(main.at("cluster", key), false, false, report);
    });
  },
});
