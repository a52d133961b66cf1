import { refusePlainHttp } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { configurationReference } from "../../references.ts";

/** Where the main document has addresses of manifests that Talos fetches and applies. */
const manifestLists = [
  ["cluster", "extraManifests"],
  ["cluster", "network", "cni", "urls"],
  ["cluster", "externalCloudProvider", "manifests"],
] as const;

/** No address of a manifest begins with `http://`. What the manifests hold is not seen. */
export const talosManifestsEncrypted = configurationRule({
  id: "talos-manifests-encrypted",
  title: "Manifests that Talos applies are fetched by HTTPS",
  rationale:
    "Talos applies them with all rights at every start of a control plane: whoever stands in between makes any object in the cluster.",
  severity: "high",
  remedy:
    "Use https:// in `cluster.extraManifests`, `cluster.network.cni.urls` and `cluster.externalCloudProvider.manifests`, in InfraFlux in `infraflux:talos:patches`.",
  references: [configurationReference],
  check: ({ main }, { report, each }) => {
    each(manifestLists, (keys) => {
      each(main.at(...keys).list(), (address) => {
        refusePlainHttp(address, report);
      });
    });
  },
});
