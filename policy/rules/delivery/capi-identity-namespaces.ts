import type { ResourceRule } from "../../judge/rule.ts";
import { eachObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide } from "../../references.ts";

/** An account is used only by those it is for. */
export const capiIdentityNamespaces: ResourceRule = {
  id: "capi-identity-namespaces",
  scope: "resource",
  title: "Identities of Cluster API are for named namespaces",
  rationale:
    "An identity without limits lets whoever may create a cluster, in any namespace, use its account.",
  severity: "high",
  remedy:
    "Name the namespaces of its clusters in `spec.allowedNamespaces.list`, or select them in `spec.allowedNamespaces.selector`.",
  references: [
    {
      title: "Cluster API Provider AWS documentation, Multi-tenancy",
      url: "https://cluster-api-aws.sigs.k8s.io/topics/multitenancy",
    },
    hardeningGuide("Authentication and authorization"),
  ],
  types: [/^kubernetes:infrastructure\.cluster\.x-k8s\.io\/[^:]+:\w+Identity(?:List)?$/],
  check: (resource, tools) => {
    eachObject(resource, tools, ({ value }) => {
      const allowed = value.at("spec", "allowedNamespaces");
      if (allowed.exists() && allowed.entries().length === 0) {
        tools.report(`${allowed.path}: got {}, which means every namespace; want a list or a selector`);
      }
    });
  },
};
