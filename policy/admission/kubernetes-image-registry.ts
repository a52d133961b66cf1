import { settingsOf } from "../judge/levels.ts";
import { kubernetesImageRegistry } from "../rules/kubernetes/kubernetes-image-registry.ts";
import { aboutPods, containerVariables } from "./pods.ts";
import type { AdmissionPolicy, Variable } from "./policy.ts";

const { allowedRegistries } = settingsOf("prod");

/** Every image with its registry: what names none comes from docker.io, as container runtimes have it. */
const images: Variable = {
  name: "images",
  expression: [
    "variables.containers.filter(c, has(c.image)).map(c, ",
    '!c.image.contains("/") ? "docker.io/library/" + c.image : ',
    'c.image.matches("^([^/]*[.:][^/]*|localhost)/") ? c.image : "docker.io/" + c.image)',
  ].join(""),
};

/** Matches an image of an allowed registry, or from below it: the place, the path, the tag, the digest. */
const allowed = `^(${allowedRegistries.map((registry) => registry.replaceAll(".", "[.]")).join("|")})(/[^:@]+)?(:[^/@]*)?(@.+)?$`;

export const imageRegistry: AdmissionPolicy = {
  rule: kubernetesImageRegistry,
  ...aboutPods,
  variables: [...containerVariables(), images],
  validations: [
    {
      expression: `variables.images.all(image, image.matches(${JSON.stringify(allowed)}))`,
      message: `image: want an image from one of ${allowedRegistries.join(", ")}`,
    },
  ],
};
