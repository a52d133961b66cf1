import { talosManifestsEncrypted } from "../../../../policy/rules/talos/talos-manifests-encrypted.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

const manifests = (...urls: readonly string[]) =>
  patchedMachine({
    cluster: {
      extraManifests: urls,
      network: { cni: { name: "custom", urls } },
      externalCloudProvider: { enabled: true, manifests: urls },
    },
  });

export const samples: Samples = {
  rule: talosManifestsEncrypted,
  good: {
    "no manifest": patchedMachine({ cluster: { network: { cni: { name: "none" } } } }),
    "manifests by HTTPS": manifests("https://example.org/one.yaml", "https://example.org/two.yaml"),
  },
  bad: {
    "manifests in the clear": {
      subject: manifests("https://example.org/one.yaml", "HTTP://user:word@example.org/two.yaml"),
      messages: [
        "cluster.extraManifests[1]: http:// is not allowed, want https://",
        "cluster.network.cni.urls[1]: http:// is not allowed, want https://",
        "cluster.externalCloudProvider.manifests[1]: http:// is not allowed, want https://",
      ],
    },
  },
  notJudged: {
    "a patch that is not known": {
      subject: patchedMachine(unknown),
      paths: [
        "cluster.extraManifests",
        "cluster.network.cni.urls",
        "cluster.externalCloudProvider.manifests",
      ],
    },
  },
};
