import { kubernetesSecretLiterals } from "../../../../policy/rules/kubernetes/kubernetes-secret-literals.ts";
import type { Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { object, talosManifests } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesSecretLiterals,
  good: {
    "a secret value": object("v1", "Secret", { stringData: { password: secret("correct horse") } }),
    "secret altogether": object("v1", "Secret", { data: secret({ password: "Y29ycmVjdCBob3JzZQ==" }) }),
    "secret, and not known yet": object("v1", "Secret", { stringData: secret(unknown) }),
    "nothing in it": object("v1", "Secret", { type: "kubernetes.io/service-account-token" }),
    "a ConfigMap": object("v1", "ConfigMap", { data: { greeting: "hello" } }),
    "a manifest of Talos, whose configuration is secret": talosManifests(
      JSON.stringify({
        apiVersion: "v1",
        kind: "Secret",
        metadata: { name: "shop" },
        stringData: { password: "x" },
      }),
    ),
  },
  bad: {
    "one value of two": {
      subject: object("v1", "Secret", { stringData: { user: "shop", password: secret("correct horse") } }),
      messages: ["stringData.user: the value is not marked as a secret"],
    },
    encoded: {
      subject: object("v1", "Secret", { data: { password: "Y29ycmVjdCBob3JzZQ==" } }),
      messages: ["data.password: the value is not marked as a secret"],
    },
    "a patch": {
      subject: {
        type: "kubernetes:core/v1:SecretPatch",
        props: {
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "shop" },
          stringData: { password: "x" },
        },
      },
      messages: ["stringData.password: the value is not marked as a secret"],
    },
  },
  notJudged: {
    "a plain value": {
      subject: object("v1", "Secret", { stringData: { password: unknown } }),
      paths: ["stringData.password"],
    },
  },
};
