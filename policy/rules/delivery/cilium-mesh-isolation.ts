import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { ciliumPage, ciliumValues } from "../../references.ts";

/** Nothing is shared with a peer that nobody shared on purpose. */
export const ciliumMeshIsolation: ResourceRule = {
  id: "cilium-mesh-isolation",
  scope: "resource",
  title: "Peers of a mesh reach only what is meant for them",
  rationale:
    "In a mesh a policy that names no cluster, or a namespace that nobody marked, can open a door to pods of every peer unseen.",
  severity: "medium",
  remedy:
    "Leave `infraflux:cilium:settings:mesh:globalNamespaces` at its default; elsewhere set the chart values `clustermesh.policyDefaultLocalCluster: true` and `clustermesh.defaultGlobalNamespace: false`.",
  references: [ciliumPage("Multi-cluster Networking", "network/clustermesh/"), ciliumValues],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const mesh = values.at("clustermesh");
      if (mesh.at("useAPIServer").flag() === true) {
        wantFlag(mesh.at("policyDefaultLocalCluster"), true, true, tools.report);
        wantFlag(mesh.at("defaultGlobalNamespace"), false, true, tools.report);
      }
    });
  },
};
