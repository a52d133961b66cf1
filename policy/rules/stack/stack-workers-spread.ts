import type { StackRule } from "../../judge/rule.ts";
import { byPlace, clusterMachines } from "../../shapes/control-planes.ts";
import { kubernetesPage } from "../../references.ts";

/** The loss of one host or zone leaves workloads somewhere to run. */
export const stackWorkersSpread: StackRule = {
  id: "stack-workers-spread",
  scope: "stack",
  title: "Workers stand on more than one host or zone",
  rationale: "Workers that all stand on one host, or in one zone, take every workload along when it fails.",
  severity: "medium",
  remedy:
    "Give `infraflux:workers:<name>:hosts` more than one host, or set `nodeName`, `availabilityZone`, `zones` or `zone` of the machines to different ones.",
  references: [kubernetesPage("Running in multiple zones", "setup/best-practices/multiple-zones/")],
  check: (stack, { each, report }) => {
    each(clusterMachines(stack), ({ others }) => {
      const [[place] = [""], ...further] = byPlace(others);
      if (others.length > 1 && further.length === 0) {
        report(`workers on ${place}: got all ${others.length}, want some of them elsewhere`);
      }
    });
  },
};
