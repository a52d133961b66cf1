import { kubernetesImagePinned } from "../../../../policy/rules/kubernetes/kubernetes-image-pinned.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { container, cronJob, deployment, helmRelease, pod, podOf, release } from "./builders.ts";

export const samples: Samples = {
  rule: kubernetesImagePinned,
  good: {
    "a version": deployment(),
    "a digest": podOf({ image: `ghcr.io/example/shop@sha256:${"0".repeat(64)}` }),
    "latest with a digest, which counts": podOf({
      image: `ghcr.io/example/shop:latest@sha256:${"0".repeat(64)}`,
    }),
    "a registry with a port": podOf({ image: "registry.example.org:5000/shop:1.4.2" }),
    "values that leave the tag to the chart": release({ image: { repository: "ghcr.io/example/shop" } }),
    "values with an image that the chart has a tag for": release({
      image: "ghcr.io/example/shop",
      imageTag: "1.4.2",
    }),
    "values with a digest": release({ image: { tag: "latest", digest: `sha256:${"0".repeat(64)}` } }),
  },
  bad: {
    latest: {
      subject: podOf({ image: "ghcr.io/example/shop:latest" }),
      messages: [
        'spec.containers[0].image: got "ghcr.io/example/shop:latest", want a tag other than latest, or a digest',
      ],
    },
    "no tag, where the port is none": {
      subject: podOf({ image: "registry.example.org:5000/shop" }),
      messages: [
        'spec.containers[0].image: got "registry.example.org:5000/shop", want a tag other than latest, or a digest',
      ],
    },
    "an empty tag": {
      subject: podOf({ image: "nginx:" }),
      messages: ['spec.containers[0].image: got "nginx:", want a tag other than latest, or a digest'],
    },
    "a container that runs before": {
      subject: cronJob({ initContainers: [{ ...container, name: "before", image: "busybox" }] }),
      messages: [
        'spec.jobTemplate.spec.template.spec.initContainers[0].image: got "busybox", want a tag other than latest, or a digest',
      ],
    },
    "latest in values": {
      subject: release({ web: { image: { repository: "ghcr.io/example/shop", tag: "latest" } } }),
      messages: ['values.web.image.tag: got the tag "latest", want a tag other than latest, or a digest'],
    },
    "latest in values of Flux": {
      subject: helmRelease({ sidecars: [{ sidecarImage: "ghcr.io/example/shop:latest" }] }),
      messages: [
        'spec.values.sidecars[0].sidecarImage: got the tag "latest", want a tag other than latest, or a digest',
      ],
    },
  },
  notJudged: {
    "one image of two": {
      subject: pod({ containers: [{ ...container, image: unknown }, container] }),
      paths: ["spec.containers[0].image"],
    },
    values: { subject: release(unknown), paths: ["values"] },
  },
};
