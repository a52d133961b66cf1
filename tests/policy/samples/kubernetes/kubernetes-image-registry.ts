import { kubernetesImageRegistry } from "../../../../policy/rules/kubernetes/kubernetes-image-registry.ts";
import type { Samples } from "../../support/sample.ts";
import { secret } from "../../support/sample.ts";
import { container, deployment, helmRelease, podOf, release, talosManifests } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesImageRegistry,
  settings: { allowedRegistries: ["ghcr.io", "quay.io/cilium", "docker.io/library"] },
  good: {
    "an allowed registry": deployment(),
    "the very repository": podOf({ image: "quay.io/cilium/cilium:v1.20.0" }),
    "an official image of docker.io": podOf({ image: "postgres:18.1" }),
    "values that leave the registry to the chart": release({
      image: { repository: "example/shop", tag: "1.4.2" },
    }),
    "values with registry and repository": release({
      image: { registry: "ghcr.io", repository: "example/shop" },
    }),
    "values with a registry alone, of which a part is allowed": release({ image: { registry: "quay.io" } }),
    "a repository of charts": release({ repository: "https://charts.example.com" }),
  },
  bad: {
    "another registry": {
      subject: podOf({ image: "registry.example.com/shop:1.4.2" }),
      messages: [
        'spec.containers[0].image: got "registry.example.com/shop:1.4.2", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "somebody's image of docker.io": {
      subject: deployment({ containers: [{ ...container, image: "somebody/shop:1.4.2" }] }),
      messages: [
        'spec.template.spec.containers[0].image: got "somebody/shop:1.4.2", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "a registry that only begins alike": {
      subject: podOf({ image: "ghcr.io.example.com/shop:1.4.2" }),
      messages: [
        'spec.containers[0].image: got "ghcr.io.example.com/shop:1.4.2", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "another path of the registry, in values": {
      subject: release({ image: { registry: "quay.io", repository: "somebody/shop", tag: "1.4.2" } }),
      messages: [
        'values.image: got "quay.io/somebody/shop", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "another registry alone, in values": {
      subject: release({ image: { registry: "registry.example.com" } }),
      messages: [
        'values.image: got "registry.example.com/", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "a registry on the node itself, in values": {
      subject: release({ image: { repository: "localhost/shop", tag: "1.4.2" } }),
      messages: [
        'values.image: got "localhost/shop", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "an image as text, in values of Flux": {
      subject: helmRelease({ image: "registry.example.com/shop:1.4.2" }),
      messages: [
        'spec.values.image: got "registry.example.com/shop", want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "an image that is a secret, in values": {
      subject: release({ image: secret({ repository: "registry.example.com/shop" }) }),
      messages: [
        'values.image: got a secret, want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
    "a manifest of Talos, of which nothing is shown": {
      subject: talosManifests(
        JSON.stringify({
          apiVersion: "v1",
          kind: "Pod",
          metadata: { name: "shop", namespace: "shop" },
          spec: { containers: [{ ...container, image: "registry.example.com/shop:1.4.2" }] },
        }),
      ),
      messages: [
        'cluster.inlineManifests[0].contents.spec.containers[0].image: got a secret, want an image from "ghcr.io" or "quay.io/cilium" or "docker.io/library"',
      ],
    },
  },
};
