import { fluxSourcePinned } from "../../../../policy/rules/delivery/flux-source-pinned.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { fluxInstance, gitRepository, ociRepository } from "./builders.ts";

export const samples: Samples = {
  rule: fluxSourcePinned,
  good: {
    "a tag": gitRepository({ ref: { tag: "v1.0.0" } }),
    "a commit of a branch": gitRepository({
      ref: { branch: "main", commit: "9b2c1f0e3d4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c" },
    }),
    "released versions": gitRepository({ ref: { semver: ">=1.0.0 <2.0.0" } }),
    "a tag by its whole name": gitRepository({ ref: { name: "refs/tags/v1.0.0" } }),
    "a branch of signed commits": gitRepository({
      ref: { branch: "main" },
      verify: { mode: "HEAD", secretRef: { name: "release-keys" } },
    }),
    "an image by its digest": ociRepository({ ref: { tag: "latest", digest: `sha256:${"0".repeat(64)}` } }),
    "images of released versions": ociRepository({ ref: { semver: "1.x" } }),
    "an instance that follows a tag": fluxInstance({
      sync: { kind: "GitRepository", url: "https://git.example.org/fleet", ref: "refs/tags/v1", path: "." },
    }),
    "an instance that follows nothing": fluxInstance(),
  },
  bad: {
    "a branch": {
      subject: gitRepository({ ref: { branch: "main" } }),
      messages: ['spec.ref.branch: got "main", want a tag, a commit or a semver range'],
    },
    "a branch by its whole name, which goes before a tag": {
      subject: gitRepository({ ref: { name: "refs/heads/main", tag: "v1.0.0" } }),
      messages: ['spec.ref.name: got "refs/heads/main", want a tag, a commit or a semver range'],
    },
    "the default branch": {
      subject: gitRepository({ ref: undefined }),
      messages: ["spec.ref: got nothing, want a tag, a commit or a semver range"],
    },
    "the latest image": {
      subject: ociRepository({ ref: { tag: "latest" } }),
      messages: ['spec.ref.tag: got "latest", want a tag other than latest, a digest or a semver range'],
    },
    "whatever image there is": {
      subject: ociRepository({ ref: undefined }),
      messages: ["spec.ref.tag: got nothing, want a tag other than latest, a digest or a semver range"],
    },
    "an instance that follows a branch": {
      subject: fluxInstance({
        sync: {
          kind: "GitRepository",
          url: "https://git.example.org/fleet",
          ref: "refs/heads/main",
          path: ".",
        },
      }),
      messages: ['spec.sync.ref: got "refs/heads/main", want a tag or a digest'],
    },
  },
  notJudged: {
    "a branch that is not known": {
      subject: gitRepository({ ref: { branch: unknown } }),
      paths: ["spec.ref.branch"],
    },
  },
};
