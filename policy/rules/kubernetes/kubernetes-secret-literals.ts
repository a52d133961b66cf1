import type { ResourceRule } from "../../judge/rule.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide } from "../../references.ts";

/** Every entry counts, whatever it holds: that it is in a Secret says that it must not be shown. */
export const kubernetesSecretLiterals: ResourceRule = {
  scope: "resource",
  id: "kubernetes-secret-literals",
  title: "What is in a Secret is a secret of Pulumi too",
  rationale:
    "Otherwise it stands in the clear in the state, in previews and in logs, and was likely written into the program. The typed Secret of @pulumi/kubernetes marks its content by itself; this is about YAML, custom resources, manifests of Talos and programs in other languages.",
  severity: "critical",
  remedy:
    "Take the value from the configuration (`pulumi config set --secret`), or wrap it with `pulumi.secret`; and change it, for it has been seen.",
  references: [
    { title: "Pulumi documentation, Secrets", url: "https://www.pulumi.com/docs/iac/concepts/secrets/" },
    hardeningGuide("Secrets"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      if (!object.is("", "Secret")) {
        return;
      }
      tools.each(["data", "stringData"], (part) => {
        const entries = object.value.at(part);
        if (entries.secret) {
          return;
        }
        tools.each(entries.entries(), ([, entry]) => {
          if (!entry.secret && entry.exists()) {
            report(`${entry.path}: the value is not marked as a secret`);
          }
        });
      });
    });
  },
};
