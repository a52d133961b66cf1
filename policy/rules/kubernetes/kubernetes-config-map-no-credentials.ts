import type { ResourceRule } from "../../judge/rule.ts";
import { credentialsOpenIn } from "../../shapes/credentials.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide } from "../../references.ts";

/** Whatever its name: what only a name gives away, such as `password`, is not looked for. */
export const kubernetesConfigMapNoCredentials: ResourceRule = {
  scope: "resource",
  id: "kubernetes-config-map-no-credentials",
  title: "No ConfigMap holds credentials",
  rationale:
    "ConfigMaps are not encrypted at rest, and far more people and programs may read them than Secrets.",
  severity: "high",
  remedy: "Put the value into a Secret, as a secret of Pulumi; and change it, for it has been seen.",
  references: [hardeningGuide("Secrets")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      if (!object.is("", "ConfigMap")) {
        return;
      }
      tools.each(object.value.at("data").entries(), ([, entry]) => {
        for (const what of credentialsOpenIn(entry.text() ?? "")) {
          report(`${entry.path}: ${what} is not allowed here`);
        }
      });
    });
  },
};
