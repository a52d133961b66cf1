import type { Resource } from "../../judge/resource.ts";
import type { Value } from "../../judge/value.ts";
import { imageReference, namesRegistry } from "./images.ts";
import type { Looking } from "./objects.ts";
import { eachObject } from "./objects.ts";

/** Deeper than this no chart looks. */
const deepest = 32;

/** Resources of Pulumi's Helm that install a chart with the values that they hold. */
export const pulumiCharts: readonly string[] = [
  "kubernetes:helm.sh/v3:Chart",
  "kubernetes:helm.sh/v3:Release",
  "kubernetes:helm.sh/v4:Chart",
];

/** Looks at the values of every chart that a resource installs: a release of Pulumi's, or a HelmRelease of Flux. */
function eachValues(resource: Resource, tools: Looking, look: (values: Value) => void): void {
  if (pulumiCharts.includes(resource.type)) {
    look(resource.props.at("values"));
    return;
  }
  eachObject(resource, tools, (object) => {
    if (object.is("helm.toolkit.fluxcd.io", "HelmRelease")) {
      look(object.value.at("spec", "values"));
    }
  });
}

/**
 * Looks at every key in the values of every chart that a resource installs, however deep. What a key means is for the
 * chart to say; a rule can only trust names that mean the same in nearly every chart.
 */
export function eachValue(
  resource: Resource,
  tools: Looking,
  look: (key: string, value: Value) => void,
): void {
  eachValues(resource, tools, (values) => {
    walk(values, tools, look, deepest);
  });
}

/** As much of an image as the values of a chart say; what they leave out, the chart says. */
interface ImageSetting {
  /** Where it stands. */
  readonly value: Value;

  /** Registry and repository. Default: the chart says one of them. */
  readonly repository?: string;

  /** Where the tag stands. */
  readonly tag: Value;

  /** Default: none, or the chart's. */
  readonly digest?: string;
}

/** Looks at every image in the values of every chart that a resource installs, as a text or as a map of its parts. */
export function eachImageSetting(
  resource: Resource,
  tools: Looking,
  look: (image: ImageSetting) => void,
): void {
  eachValue(resource, tools, (key, value) => {
    if (/image$/i.test(key)) {
      look(imageSetting(value));
    }
  });
}

function imageSetting(value: Value): ImageSetting {
  const text = value.text();
  if (text !== undefined) {
    const { repository, tag, digest } = imageReference(text);
    return {
      value,
      repository: namesRegistry(text) ? repository : undefined,
      tag: value.holding(tag),
      digest,
    };
  }
  const registry = value.at("registry").text();
  const repository = value.at("repository").text() ?? "";
  const whole = registry === undefined ? repository : `${registry}/${repository}`;
  return {
    value,
    repository: namesRegistry(whole) ? whole : undefined,
    tag: value.at("tag"),
    digest: value.at("digest").text(),
  };
}

function walk(value: Value, tools: Looking, look: (key: string, value: Value) => void, depth: number): void {
  if (depth === 0) {
    return;
  }
  tools.each(value.entries(), ([key, below]) => {
    look(key, below);
    walk(below, tools, look, depth - 1);
  });
  tools.each(value.list(), (item) => {
    walk(item, tools, look, depth - 1);
  });
}
