import { fluxSourceEncrypted } from "../../../../policy/rules/delivery/flux-source-encrypted.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { ciliumByFlux, fluxInstance, gitRepository, object, ociRepository } from "./builders.ts";

export const samples: Samples = {
  rule: fluxSourceEncrypted,
  good: {
    HTTPS: gitRepository({ url: "https://git.example.org/apps" }),
    SSH: gitRepository({ url: "ssh://git@git.example.org/apps" }),
    "a registry": ociRepository({ insecure: false }),
    "an instance that follows a registry": fluxInstance({
      sync: { kind: "OCIRepository", url: "oci://registry.example.org/fleet", ref: "1.0.0", path: "." },
    }),
    "a HelmRelease, which has no address": ciliumByFlux({}),
  },
  bad: {
    "Git in the clear, with a password in the address": {
      subject: gitRepository({ url: "http://me:hunter2@git.example.org/apps" }),
      messages: ["spec.url: http:// is not allowed, want https://, ssh:// or oci://"],
    },
    "charts in the clear": {
      subject: object("source.toolkit.fluxcd.io/v1", "HelmRepository", {
        spec: { url: "HTTP://charts.example.org" },
      }),
      messages: ["spec.url: http:// is not allowed, want https://, ssh:// or oci://"],
    },
    "a registry in the clear": {
      subject: ociRepository({ insecure: true }),
      messages: ["spec.insecure: got true, want false"],
    },
    "a bucket in the clear": {
      subject: object("source.toolkit.fluxcd.io/v1", "Bucket", {
        spec: { interval: "5m", bucketName: "apps", endpoint: "s3.example.org", insecure: true },
      }),
      messages: ["spec.insecure: got true, want false"],
    },
    "images looked up in the clear": {
      subject: object("image.toolkit.fluxcd.io/v1", "ImageRepository", {
        spec: { interval: "5m", image: "registry.example.org/app", insecure: true },
      }),
      messages: ["spec.insecure: got true, want false"],
    },
    "an instance that follows Git in the clear": {
      subject: fluxInstance({
        sync: { kind: "GitRepository", url: "http://git.example.org/fleet", ref: "refs/tags/v1", path: "." },
      }),
      messages: ["spec.sync.url: http:// is not allowed, want https://, ssh:// or oci://"],
    },
  },
  notJudged: {
    "an address that is not known": { subject: gitRepository({ url: unknown }), paths: ["spec.url"] },
  },
};
