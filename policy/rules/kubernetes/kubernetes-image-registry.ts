import type { ResourceRule } from "../../judge/rule.ts";
import { choice, found } from "../../shapes/found.ts";
import { eachImageSetting } from "../../shapes/kubernetes/helm-values.ts";
import { comesFrom, imageReference } from "../../shapes/kubernetes/images.ts";
import { anyObject } from "../../shapes/kubernetes/objects.ts";
import { eachContainer } from "../../shapes/kubernetes/workloads.ts";
import { cisBenchmark, hardeningGuide } from "../../references.ts";

/** An image that names no registry comes from docker.io, as container runtimes have it. */
export const kubernetesImageRegistry: ResourceRule = {
  scope: "resource",
  id: "kubernetes-image-registry",
  title: "Images come from allowed registries",
  rationale:
    "Whoever writes to the registry runs code in the cluster, so which registries those are is a decision.",
  severity: "high",
  remedy:
    "Mirror the image into an allowed registry and name that, or add the registry, with the path that is trusted, to `allowedRegistries` in the settings of the policy pack.",
  references: [cisBenchmark("5.5.1"), hardeningGuide("Building secure container images")],
  types: anyObject,
  check: (resource, { report, ...tools }) => {
    const { allowedRegistries } = tools.settings;
    const want = `want an image from ${choice(allowedRegistries)}`;
    eachContainer(resource, tools, (container) => {
      const image = container.at("image");
      const text = image.text();
      if (text !== undefined && !comesFrom(imageReference(text).repository, allowedRegistries)) {
        report(`${image.path}: got ${found(image)}, ${want}`);
      }
    });
    eachImageSetting(resource, tools, ({ value, repository }) => {
      if (repository !== undefined && !comesFrom(repository, allowedRegistries)) {
        report(`${value.path}: got ${found(value.holding(repository))}, ${want}`);
      }
    });
  },
};
