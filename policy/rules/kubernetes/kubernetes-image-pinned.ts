import type { ResourceRule } from "../../judge/rule.ts";
import { found } from "../../shapes/found.ts";
import { eachImageSetting } from "../../shapes/kubernetes/helm-values.ts";
import { imageReference } from "../../shapes/kubernetes/images.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainer } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, kubernetesPage } from "../../references.ts";

const want = "want a tag other than latest, or a digest";

/** In the values of a chart only `latest` is refused: a tag that is left out there is the one that the chart pins. */
export const kubernetesImagePinned: ResourceRule = {
  scope: "resource",
  id: "kubernetes-image-pinned",
  title: "Images have a version",
  rationale:
    "A tag that moves runs something else after the next restart than what was reviewed, and differs from node to node.",
  severity: "medium",
  remedy:
    "Name a version in `image`, such as registry.k8s.io/pause:3.10, or better a digest (@sha256:…); in the values of a chart set `tag` or `digest` of the image.",
  references: [cisBenchmark("5.5.1"), kubernetesPage("Images", "concepts/containers/images/#image-names")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    eachContainer(resource, tools, (container) => {
      const image = container.at("image");
      const text = image.text();
      if (text === undefined) {
        return;
      }
      const { tag = "", digest } = imageReference(text);
      if (digest === undefined && (tag === "" || tag === "latest")) {
        report(`${image.path}: got ${found(image)}, ${want}`);
      }
    });
    eachImageSetting(resource, tools, ({ tag, digest = "" }) => {
      if (digest === "" && tag.text() === "latest") {
        report(`${tag.path}: got the tag "latest", ${want}`);
      }
    });
  },
};
