import { capiIdentityNamespaces } from "../../../../policy/rules/delivery/capi-identity-namespaces.ts";
import type { Samples } from "../../support/sample.ts";
import { object } from "./builders.ts";

const identity = (kind: string, allowedNamespaces?: object) =>
  object(
    "infrastructure.cluster.x-k8s.io/v1beta2",
    kind,
    { spec: { allowedNamespaces } },
    { name: "default" },
  );

export const samples: Samples = {
  rule: capiIdentityNamespaces,
  good: {
    "named namespaces": identity("AWSClusterStaticIdentity", { list: ["clusters"] }),
    "selected namespaces": identity("AzureClusterIdentity", { selector: { matchLabels: { team: "edge" } } }),
    "nothing said, which means none": identity("AWSClusterRoleIdentity"),
  },
  bad: {
    "every namespace": {
      subject: identity("AWSClusterControllerIdentity", {}),
      messages: ["spec.allowedNamespaces: got {}, which means every namespace; want a list or a selector"],
    },
  },
};
