import { fluxNoCrossNamespace } from "../../../../policy/rules/delivery/flux-no-cross-namespace.ts";
import type { Samples } from "../../support/sample.ts";
import { ciliumByFlux, kustomization, object } from "./builders.ts";

const elsewhere = { kind: "HelmRepository", name: "cilium", namespace: "charts" };

export const samples: Samples = {
  rule: fluxNoCrossNamespace,
  good: {
    "a source beside it": kustomization(),
    "its own namespace by name": kustomization({
      sourceRef: { kind: "GitRepository", name: "apps", namespace: "flux-system" },
      dependsOn: [{ name: "infrastructure", namespace: "flux-system" }],
    }),
    "health checks anywhere": kustomization({
      healthChecks: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", namespace: "web" }],
    }),
    "the namespace that is meant where none is said": kustomization(
      { sourceRef: { kind: "GitRepository", name: "apps", namespace: "default" } },
      { name: "apps" },
    ),
  },
  bad: {
    "source and order": {
      subject: kustomization(
        {
          sourceRef: { kind: "GitRepository", name: "apps", namespace: "flux-system" },
          dependsOn: [{ name: "database" }, { name: "infrastructure", namespace: "flux-system" }],
        },
        { name: "apps", namespace: "web" },
      ),
      messages: [
        'spec.sourceRef.namespace: got "flux-system", want "web"',
        'spec.dependsOn[1].namespace: got "flux-system", want "web"',
      ],
    },
    "a chart": {
      subject: ciliumByFlux(
        {},
        { chart: { spec: { chart: "cilium", version: "1.20.0", sourceRef: elsewhere } } },
      ),
      messages: ['spec.chart.spec.sourceRef.namespace: got "charts", want "flux-system"'],
    },
    "a chart that is made elsewhere": {
      subject: ciliumByFlux(
        {},
        {
          chart: undefined,
          chartRef: { ...elsewhere, kind: "OCIRepository" },
          dependsOn: [{ name: "database", namespace: "payments" }],
        },
      ),
      messages: [
        'spec.chartRef.namespace: got "charts", want "flux-system"',
        'spec.dependsOn[0].namespace: got "payments", want "flux-system"',
      ],
    },
    "a policy for images of others": {
      subject: object("image.toolkit.fluxcd.io/v1", "ImagePolicy", {
        spec: {
          imageRepositoryRef: { name: "app", namespace: "payments" },
          policy: { semver: { range: "1.x" } },
        },
      }),
      messages: ['spec.imageRepositoryRef.namespace: got "payments", want "flux-system"'],
    },
    "an automation that writes to a repository of others": {
      subject: object("image.toolkit.fluxcd.io/v1", "ImageUpdateAutomation", {
        spec: { interval: "5m", sourceRef: { kind: "GitRepository", name: "apps", namespace: "payments" } },
      }),
      messages: ['spec.sourceRef.namespace: got "payments", want "flux-system"'],
    },
    "a receiver for others": {
      subject: object("notification.toolkit.fluxcd.io/v1", "Receiver", {
        spec: {
          type: "generic-hmac",
          secretRef: { name: "webhook" },
          resources: [{ kind: "GitRepository", name: "apps", namespace: "payments" }],
        },
      }),
      messages: ['spec.resources[0].namespace: got "payments", want "flux-system"'],
    },
    "an alert about others": {
      subject: object("notification.toolkit.fluxcd.io/v1beta3", "Alert", {
        spec: {
          providerRef: { name: "chat" },
          eventSources: [{ kind: "Kustomization", name: "*", namespace: "payments" }],
        },
      }),
      messages: ['spec.eventSources[0].namespace: got "payments", want "flux-system"'],
    },
  },
};
