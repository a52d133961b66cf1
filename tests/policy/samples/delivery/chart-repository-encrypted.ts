import { chartRepositoryEncrypted } from "../../../../policy/rules/delivery/chart-repository-encrypted.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { ciliumByFlux, release } from "./builders.ts";

export const samples: Samples = {
  rule: chartRepositoryEncrypted,
  good: {
    HTTPS: release("podinfo"),
    "a registry": release("oci://ghcr.io/stefanprodan/charts/podinfo", { repositoryOpts: undefined }),
    "by Flux, whose sources are judged on their own": ciliumByFlux({}),
  },
  bad: {
    "a repository in the clear, with a password in the address": {
      subject: release("podinfo", { repositoryOpts: { repo: "http://me:hunter2@charts.example.org" } }),
      messages: ["repositoryOpts.repo: http:// is not allowed, want https:// or oci://"],
    },
    "an archive in the clear": {
      subject: release("http://charts.example.org/podinfo-6.14.1.tgz", { repositoryOpts: undefined }),
      messages: ["chart: http:// is not allowed, want https:// or oci://"],
    },
    "a rendered chart from a registry in the clear": {
      subject: {
        type: "kubernetes:helm.sh/v4:Chart",
        props: { chart: "oci://registry.example.org/podinfo", version: "6.14.1", plainHttp: true },
      },
      messages: ["plainHttp: got true, want false"],
    },
    "a chart of the older kind": {
      subject: {
        type: "kubernetes:helm.sh/v3:Chart",
        props: { chart: "podinfo", version: "6.14.1", fetchOpts: { repo: "HTTP://charts.example.org" } },
      },
      messages: ["fetchOpts.repo: http:// is not allowed, want https:// or oci://"],
    },
  },
  notJudged: {
    "a repository that is not known": {
      subject: release("podinfo", { repositoryOpts: { repo: unknown } }),
      paths: ["repositoryOpts.repo"],
    },
  },
};
