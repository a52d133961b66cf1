import { fluxImpersonation } from "../../../../policy/rules/delivery/flux-impersonation.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { ciliumByFlux, fluxInstance, gitRepository, kustomization } from "./builders.ts";

export const samples: Samples = {
  rule: fluxImpersonation,
  good: {
    "an account of its own": [kustomization({ serviceAccountName: "apps-deployer" })],
    "the account of the namespace, under the lockdown": [
      fluxInstance({ cluster: { type: "kubernetes", multitenant: true } }),
      ciliumByFlux({}),
    ],
    "another cluster, by its kubeconfig": [kustomization({ kubeConfig: { secretRef: { name: "edge" } } })],
    "a source, which applies nothing": [gitRepository({})],
  },
  bad: {
    "no account": {
      subject: [fluxInstance({ cluster: { type: "kubernetes", multitenant: false } }), kustomization()],
      messages: [
        "spec.serviceAccountName: got nothing, want a ServiceAccount with just the rights that it needs",
      ],
    },
    "no account, and no word of Flux itself": {
      subject: [kustomization()],
      messages: [
        "spec.serviceAccountName: got nothing, want a ServiceAccount with just the rights that it needs",
      ],
    },
    "the account of the controller": {
      subject: [kustomization({ serviceAccountName: "kustomize-controller" })],
      messages: [
        'spec.serviceAccountName: got "kustomize-controller", want a ServiceAccount with just the rights that it needs',
      ],
    },
    "a HelmRelease, and with it the account of the controller under the lockdown": {
      subject: [
        fluxInstance({ cluster: { type: "kubernetes", multitenant: true } }),
        ciliumByFlux({}, { serviceAccountName: "helm-controller" }),
      ],
      messages: [
        'spec.serviceAccountName: got "helm-controller", want a ServiceAccount with just the rights that it needs',
      ],
    },
  },
  notJudged: {
    "an account that is not known": {
      subject: [kustomization({ serviceAccountName: unknown })],
      paths: ["spec.serviceAccountName"],
    },
    "a lockdown that is not known": {
      subject: [fluxInstance({ cluster: unknown }), kustomization()],
      paths: ["spec.cluster.multitenant"],
    },
  },
};
