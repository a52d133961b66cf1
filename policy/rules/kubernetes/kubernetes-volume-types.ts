import type { ResourceRule } from "../../judge/rule.ts";
import { quoted } from "../../shapes/found.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachWorkload } from "../../shapes/kubernetes/workloads.ts";
import { podSecurity } from "../../references.ts";

/** What a volume may have: a name, and a source of these types. `hostPath` is among them because it has a rule of its own. */
export const allowedVolumeTypes: ReadonlySet<string> = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "hostPath",
  "image",
  "name",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

/** By the name of the type; what a CSI driver mounts is not seen. */
export const kubernetesVolumeTypes: ResourceRule = {
  scope: "resource",
  id: "kubernetes-volume-types",
  title: "Volumes are of the types that pods may choose",
  rationale:
    "With a type such as nfs or iscsi a pod names its storage by itself, past the classes and the credentials that the cluster hands out.",
  severity: "medium",
  remedy: "Claim storage through a `persistentVolumeClaim` or `ephemeral` volume of a StorageClass.",
  references: [podSecurity("Restricted", "Volume Types")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachWorkload(resource, tools, ({ pod }) => {
      tools.each(pod.at("spec", "volumes").list(), (volume) => {
        tools.each(volume.entries(), ([type, source]) => {
          if (!allowedVolumeTypes.has(type) && source.exists()) {
            report(`${source.path}: a volume of type ${quoted(type)} is not allowed`);
          }
        });
      });
    });
  },
};
