import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";
import { ciliumPage, ciliumValues } from "../../references.ts";

/** The certificate of a peer says which cluster it is. */
export const ciliumMeshTls: ResourceRule = {
  id: "cilium-mesh-tls",
  scope: "resource",
  title: "Each cluster of a mesh has a user of its own",
  rationale:
    "Where all clusters log in as the same user, one that left the mesh, or was taken over, cannot be shut out without shutting out all.",
  severity: "high",
  remedy:
    "Set the chart value `clustermesh.apiserver.tls.authMode: cluster`, as InfraFlux always does, and give all clusters the same authority (`infraflux:cilium:settings:mesh:authority`).",
  references: [ciliumPage("Multi-cluster Networking", "network/clustermesh/"), ciliumValues],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const mesh = values.at("clustermesh");
      const mode = mesh.at("apiserver", "tls", "authMode");
      if (mesh.at("useAPIServer").flag() === true && mode.text() !== "cluster") {
        tools.report(`${mode.path}: got ${found(mode)}, want "cluster"`);
      }
    });
  },
};
