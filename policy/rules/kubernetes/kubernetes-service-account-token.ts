import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { anyObject, eachObject } from "../../shapes/kubernetes/objects.ts";
import { workloadOf } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/**
 * A pod that needs a token has an account of its own, and may say that it wants it. `serviceAccount` is the old name of
 * `serviceAccountName`, which counts first.
 */
export const kubernetesServiceAccountToken: ResourceRule = {
  scope: "resource",
  id: "kubernetes-service-account-token",
  title: "Tokens of service accounts are mounted only where they are wanted",
  rationale:
    "A token that nobody needs is still one that whoever breaks into the pod can use; that of the default account collects the rights of a whole namespace. An account that says nothing gives its token to every pod that says nothing, so saying nothing is refused too.",
  severity: "medium",
  remedy:
    "Set `automountServiceAccountToken: false` on each ServiceAccount, and in the spec of each pod without an account of its own; a pod that talks to the API server gets its own `serviceAccountName` and `automountServiceAccountToken: true`.",
  references: [
    cisBenchmark("5.1.5"),
    cisBenchmark("5.1.6"),
    hardeningGuide("Protecting Pod service account tokens"),
  ],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachObject(resource, tools, (object) => {
      const spec = workloadOf(object)?.pod.at("spec");
      const holder = object.is("", "ServiceAccount") ? object.value : spec;
      const automount = holder?.at("automountServiceAccountToken");
      if (automount === undefined || automount.flag() === false || !object.settles(automount)) {
        return;
      }
      const names = ["serviceAccountName", "serviceAccount"].map((key) => spec?.at(key).text() ?? "");
      if (["", "default"].includes(names.find((name) => name !== "") ?? "")) {
        report(`${automount.path}: got ${found(automount)}, want false`);
      }
    });
  },
};
