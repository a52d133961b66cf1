import { chartVersionPinned } from "../../../../policy/rules/delivery/chart-version-pinned.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { ciliumByFlux, object, release } from "./builders.ts";

const chart = (sourceRef: object) => ({ spec: { chart: "cilium", version: "*", sourceRef } });

export const samples: Samples = {
  rule: chartVersionPinned,
  good: {
    "an exact version": release("podinfo", { version: "6.14.1" }),
    "one with a v": release("cert-manager", { version: "v1.21.2" }),
    "a pre-release": release("podinfo", { version: "7.0.0-rc.1" }),
    "an archive": release("https://charts.example.org/podinfo-6.14.1.tgz", { version: undefined }),
    "a folder": release("./charts/podinfo", { version: undefined }),
    "a digest": release(`oci://ghcr.io/stefanprodan/charts/podinfo@sha256:${"0".repeat(64)}`, {
      version: undefined,
    }),
    "by Flux": ciliumByFlux({}),
    "by Flux, from a folder of Git": ciliumByFlux(
      {},
      { chart: chart({ kind: "GitRepository", name: "charts" }) },
    ),
    "by Flux, from a bucket": ciliumByFlux({}, { chart: chart({ kind: "Bucket", name: "charts" }) }),
    "by Flux, from a source made elsewhere": ciliumByFlux(
      {},
      { chart: undefined, chartRef: { kind: "OCIRepository", name: "cilium" } },
    ),
  },
  bad: {
    "a range": {
      subject: release("podinfo", { version: "6.x" }),
      messages: ['version: got "6.x", want an exact version such as 1.20.0'],
    },
    "nothing said": {
      subject: release("oci://ghcr.io/stefanprodan/charts/podinfo", { version: undefined }),
      messages: ["version: got nothing, want an exact version such as 1.20.0"],
    },
    "a rendered chart": {
      subject: { ...release("podinfo", { version: "^6.0.0" }), type: "kubernetes:helm.sh/v4:Chart" },
      messages: ['version: got "^6.0.0", want an exact version such as 1.20.0'],
    },
    "by Flux": {
      subject: ciliumByFlux({}, { chart: chart({ kind: "HelmRepository", name: "cilium" }) }),
      messages: ['spec.chart.spec.version: got "*", want an exact version such as 1.20.0'],
    },
    "a chart that Flux fetches for others": {
      subject: object("source.toolkit.fluxcd.io/v1", "HelmChart", {
        spec: { interval: "1h", chart: "cilium", sourceRef: { kind: "HelmRepository", name: "cilium" } },
      }),
      messages: ["spec.version: got nothing, want an exact version such as 1.20.0"],
    },
  },
  notJudged: {
    "a version that is not known": { subject: release("podinfo", { version: unknown }), paths: ["version"] },
  },
};
