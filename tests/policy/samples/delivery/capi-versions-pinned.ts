import { capiVersionsPinned } from "../../../../policy/rules/delivery/capi-versions-pinned.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { provider } from "./builders.ts";

const releases = "https://github.com/ionos-cloud/cluster-api-provider-proxmox/releases";

export const samples: Samples = {
  rule: capiVersionsPinned,
  good: {
    "a release on GitHub": provider({
      version: "v0.9.0",
      fetchConfig: { url: `${releases}/v0.9.0/infrastructure-components.yaml` },
    }),
    "an image of the same version": provider({
      version: "v0.9.0",
      fetchConfig: { oci: "registry.example.org:5000/capi/proxmox:v0.9.0" },
    }),
    "addresses that leave the version out": provider({ version: "v0.9.0", fetchConfig: { url: releases } }),
    "no address": provider({ version: "v1.14.2" }, "CoreProvider", "cluster-api"),
  },
  bad: {
    "no version": {
      subject: provider({}, "CoreProvider", "cluster-api"),
      messages: ["spec.version: got nothing, want an exact version such as v1.14.2"],
    },
    "a version that is a word": {
      subject: provider({ version: "latest" }),
      messages: ['spec.version: got "latest", want an exact version such as v1.14.2'],
    },
    "an address of another version, in the clear": {
      subject: provider({
        version: "v0.9.0",
        fetchConfig: { url: "HTTP://mirror.example.org/releases/v0.8.0/all.yaml" },
      }),
      messages: [
        "spec.fetchConfig.url: http:// is not allowed, want https://",
        'spec.fetchConfig.url: got the version "v0.8.0", want "v0.9.0" as in spec.version',
      ],
    },
    "the address of the newest release": {
      subject: provider({
        version: "v0.9.0",
        fetchConfig: { url: `${releases}/latest/infrastructure-components.yaml` },
      }),
      messages: ['spec.fetchConfig.url: got the version "latest", want "v0.9.0" as in spec.version'],
    },
    "an image of another version": {
      subject: provider({
        version: "v0.9.0",
        fetchConfig: { oci: "registry.example.org:5000/capi/proxmox:latest" },
      }),
      messages: ['spec.fetchConfig.oci: got the version "latest", want "v0.9.0" as in spec.version'],
    },
  },
  notJudged: {
    "a version that is not known": { subject: provider({ version: unknown }), paths: ["spec.version"] },
  },
};
