import { kubernetesOwnerLabels } from "../../../../policy/rules/kubernetes/kubernetes-owner-labels.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { namespace, object, pod } from "./builders.ts";

const unowned = { team: undefined };

export const samples: Samples = {
  rule: kubernetesOwnerLabels,
  settings: { ownerLabels: ["owner", "team"] },
  good: {
    "a team": namespace(),
    "an owner": namespace("shop", { ...unowned, owner: "shop@example.org" }),
    "a workload, which its namespace speaks for": pod({}, { labels: {} }),
    "a patch, which says only what it changes": {
      type: "kubernetes:core/v1:NamespacePatch",
      props: {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "shop", annotations: { reviewed: "yes" } },
      },
    },
  },
  bad: {
    "no labels": {
      subject: object("v1", "Namespace", { metadata: { namespace: undefined } }),
      messages: ['metadata.labels: no owner is named, want "owner" or "team"'],
    },
    "an empty owner": {
      subject: namespace("shop", { ...unowned, owner: "" }),
      messages: ['metadata.labels: no owner is named, want "owner" or "team"'],
    },
    "the tool that made it, which is not who answers for it": {
      subject: namespace("shop", { ...unowned, "app.kubernetes.io/managed-by": "infraflux" }),
      messages: ['metadata.labels: no owner is named, want "owner" or "team"'],
    },
  },
  notJudged: {
    labels: {
      subject: object("v1", "Namespace", { metadata: { namespace: undefined, labels: unknown } }),
      paths: ["metadata.labels.owner"],
    },
  },
};
