import type { StackRule } from "../../judge/rule.ts";
import { byPlace, clusterMachines, named } from "../../shapes/control-planes.ts";
import { kubernetesPage, talosDocs } from "../../references.ts";

/** With fewer, losing one loses the cluster wherever it stands; `stack-quorum` speaks of that. */
const fewestToSpread = 3;

/** The loss of one host or zone leaves etcd its majority. */
export const stackControlPlanesSpread: StackRule = {
  id: "stack-control-planes-spread",
  scope: "stack",
  title: "Control planes are spread so that no host or zone holds a majority",
  rationale:
    "Control planes that stand on one host, or in one zone, fail together. When as many fail as make a majority, the cluster stands still until a snapshot is restored.",
  severity: "high",
  remedy:
    "Give `infraflux:controlPlane:hosts` at least three hosts, or set `nodeName`, `availabilityZone`, `zones` or `zone` of the machines to different ones.",
  references: [
    kubernetesPage("Running in multiple zones", "setup/best-practices/multiple-zones/"),
    talosDocs("Production clusters", "getting-started/prodnotes"),
  ],
  check: (stack, { each, report }) => {
    each(clusterMachines(stack), ({ controlPlanes }) => {
      const total = controlPlanes.length;
      const spare = Math.ceil(total / 2) - 1;
      for (const [place, members] of total < fewestToSpread ? [] : byPlace(controlPlanes)) {
        if (members.length > spare) {
          report(
            `control planes on ${place}: got ${members.length} of ${total} (${named(members)}), want at most ${spare}`,
          );
        }
      }
    });
  },
};
