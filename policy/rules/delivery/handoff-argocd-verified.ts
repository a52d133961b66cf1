import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { documentIn } from "../../shapes/document.ts";
import { refusePlainHttp } from "../../shapes/found.ts";
import type { KubernetesObject } from "../../shapes/kubernetes/objects.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide } from "../../references.ts";

/** Argo CD hands its token to the cluster only. Nothing of the Secret is printed. */
export const handoffArgocdVerified: ResourceRule = {
  id: "handoff-argocd-verified",
  scope: "resource",
  title: "Argo CD checks the certificate of the cluster",
  rationale:
    "Without the check whoever stands between Argo CD and the cluster gets the token that Argo CD deploys with.",
  severity: "high",
  remedy:
    "Take `insecure: true` out of `tlsClientConfig` and give `caData` instead, and use a `server` address that begins with `https://`. InfraFlux always writes the Secret so.",
  references: [
    {
      title: "Argo CD documentation, Declarative Setup, Clusters",
      url: "https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/",
    },
    hardeningGuide("Network separation and hardening"),
  ],
  types: anyObject,
  check: (resource, tools) => {
    eachObject(resource, tools, (object) => {
      const type = object.value.at("metadata", "labels", "argocd.argoproj.io/secret-type");
      if (!object.is("", "Secret") || type.text() !== "cluster") {
        return;
      }
      refusePlainHttp(contentOf(object, "server"), tools.report);
      const insecure = documentIn(contentOf(object, "config")).at("tlsClientConfig", "insecure");
      if (insecure.flag() === true) {
        tools.report(`${insecure.path}: true is not allowed, want false and the authority in caData`);
      }
    });
  },
};

/** What a Secret holds under a key, in either of its two forms. */
function contentOf({ value }: KubernetesObject, key: string): Value {
  const [plain, encoded] = [value.at("stringData", key), value.at("data", key)];
  return plain.exists() ? plain : encoded.holding(decoded(encoded.text()));
}

function decoded(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, "base64").toString("utf8");
}
