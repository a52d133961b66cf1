import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachProvider, providerTypes } from "../../shapes/cluster-api.ts";
import { documentIn } from "../../shapes/document.ts";
import { isRestrictedPod } from "../../shapes/kubernetes/security-context.ts";
import { cisBenchmark, hardeningGuide, podSecurity } from "../../references.ts";

/** The pods of providers are what the Pod Security level `restricted` admits, whatever their release says. */
export const capiProviderRestricted: ResourceRule = {
  id: "capi-provider-restricted",
  scope: "resource",
  title: "Controllers of Cluster API run restricted",
  rationale:
    "The controllers have the credentials of the account that makes all machines; as root or without seccomp they are easier to take over.",
  severity: "medium",
  remedy:
    "Add a patch of `kind: Deployment` with `runAsNonRoot: true` and the seccomp profile `RuntimeDefault` to `spec.manifestPatches`, as InfraFlux does for every provider.",
  references: [
    podSecurity("Restricted", "Running as Non-root"),
    podSecurity("Restricted", "Seccomp"),
    cisBenchmark("5.2.7"),
    hardeningGuide("Kubernetes Pod security"),
  ],
  types: providerTypes,
  check: (resource, tools) => {
    eachProvider(resource, tools, ({ value }) => {
      const patches = value.at("spec", "manifestPatches");
      if (!patches.list().some(restricts)) {
        tools.report(
          `${patches.path}: no patch sets runAsNonRoot: true and the seccompProfile RuntimeDefault`,
        );
      }
    });
  },
};

function restricts(patch: Value): boolean {
  return isRestrictedPod(documentIn(patch).at("spec", "template", "spec", "securityContext"));
}
