import type { InputSchema, SimulatedPackage } from "../../core/kind.ts";
import { ObjectResource } from "./object-resource.ts";
import { releaseResource } from "./release-resource.ts";

export {
  nodesOf,
  isApiUp,
  removeAbandonedClusters,
  type ClusterRecord,
  type Machine,
  type MachineTalos,
} from "./cluster.ts";
export { ClusterApi } from "./api.ts";

const flags = [
  ...[
    "alwaysRender",
    "deleteUnreachable",
    "enableConfigMapMutable",
    "enablePatchForce",
    "enableSecretMutable",
  ],
  ...[
    "enableServerSideApply",
    "skipUpdateUnreachable",
    "suppressDeprecationWarnings",
    "suppressHelmHookWarnings",
  ],
  "upsertExistingObjects",
];

const configSchema: InputSchema = {
  cluster: { type: "string" },
  clusterIdentifier: { type: "string" },
  context: { type: "string" },
  helmReleaseSettings: { type: "object" },
  kubeClientSettings: { type: "object" },
  kubeconfig: { type: "string" },
  namespace: { type: "string" },
  renderYamlToDirectory: { type: "string" },
  ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" }])),
};

/**
 * The package `kubernetes`: objects of any kind and Helm releases, on the clusters of the world.
 *
 * An unreachable cluster is no error of the configuration: it is found out at the first call, as with the real provider.
 */
export const simulated: SimulatedPackage = {
  name: "kubernetes",
  version: "4.34.2",
  configSchema,
  configReplaceOn: ["clusterIdentifier"],

  resource(token) {
    const [, group = "", kind = ""] = token.split(":");
    if (group === "helm.sh/v3" && kind === "Release") {
      return releaseResource;
    }
    const isObject =
      /^[\w.-]+\/v\d\w*$/.test(group) &&
      !/^(helm\.sh|kustomize|yaml)\//.test(group) &&
      !kind.endsWith("Patch");
    return isObject ? new ObjectResource(group.replace(/^core\//, ""), kind) : undefined;
  },
};
