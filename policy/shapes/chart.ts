import type { Resource } from "../judge/resource.ts";
import type { Value } from "../judge/value.ts";
import { pulumiCharts } from "./kubernetes/helm-values.ts";
import type { Looking } from "./kubernetes/objects.ts";
import { eachObject } from "./kubernetes/objects.ts";

/** Resources that install a chart: with Pulumi's Helm, or as a HelmRelease of Flux. */
export const installingTypes: readonly (string | RegExp)[] = [
  ...pulumiCharts,
  /^kubernetes:helm\.toolkit\.fluxcd\.io\/[^:]+:HelmRelease(?:List)?$/,
];

/** Resources that say which chart is fetched. */
export const chartTypes: readonly (string | RegExp)[] = [
  ...installingTypes,
  /^kubernetes:source\.toolkit\.fluxcd\.io\/[^:]+:HelmChart(?:List)?$/,
];

/** A chart that is fetched. */
export interface ChartReference {
  /** Its name in the repository, its address, or its folder. */
  readonly chart: Value;
  readonly version: Value;

  /** Address of the repository. Left out for Flux, which keeps it in an object of its own. */
  readonly repository?: Value;

  /** Kind of the Flux source that holds it. Left out for Pulumi. */
  readonly sourceKind?: Value;
}

/** Looks at every chart that a resource fetches. A HelmRelease that names a source made elsewhere fetches none. */
export function eachChart(
  resource: Resource,
  tools: Looking,
  look: (reference: ChartReference) => void,
): void {
  if (pulumiCharts.includes(resource.type)) {
    look(pulumiReference(resource));
    return;
  }
  eachObject(resource, tools, (object) => {
    const spec = object.value.at("spec");
    if (object.is("source.toolkit.fluxcd.io", "HelmChart")) {
      look(fluxReference(spec));
    } else if (object.is("helm.toolkit.fluxcd.io", "HelmRelease") && spec.at("chart").exists()) {
      look(fluxReference(spec.at("chart", "spec")));
    }
  });
}

/**
 * Looks at the values with which a resource installs a chart.
 *
 * Where files or other objects hold further values, what is missing is not known instead of absent.
 *
 * @param name what the chart calls itself, such as `cilium`, wherever it is fetched from.
 */
export function eachInstallation(
  name: string,
  resource: Resource,
  tools: Looking,
  look: (values: Value) => void,
): void {
  const { props, type } = resource;
  if (pulumiCharts.includes(type)) {
    if (chartName(props.at("chart")) === name) {
      look(complete(props.at("values"), props.at("valueYamlFiles")));
    }
    return;
  }
  eachObject(resource, tools, (object) => {
    const spec = object.value.at("spec");
    const chart = spec.at("chart", "spec", "chart");
    if (object.is("helm.toolkit.fluxcd.io", "HelmRelease") && chartName(chart) === name) {
      look(complete(spec.at("values"), spec.at("valuesFrom")));
    }
  });
}

/** What a chart calls itself: `cilium` of `oci://quay.io/cilium/charts/cilium` and of `cilium-1.20.0.tgz`. */
export function chartName(chart: Value): string | undefined {
  const last = chart
    .text()
    ?.split("/")
    .findLast((part) => part !== "");
  return last?.endsWith(".tgz") === true
    ? /^.*?(?=-v?\d+\.\d+\.\d+)/s.exec(last)?.[0]
    : last?.replace(/@sha256:.*$/s, "");
}

function pulumiReference({ props, type }: Resource): ChartReference {
  const fetched = props.at(type.endsWith("v3:Chart") ? "fetchOpts" : "repositoryOpts");
  return { chart: props.at("chart"), version: props.at("version"), repository: fetched.at("repo") };
}

function fluxReference(spec: Value): ChartReference {
  return { chart: spec.at("chart"), version: spec.at("version"), sourceKind: spec.at("sourceRef", "kind") };
}

/** Where nothing else gives values, those that are missing are what the chart presets. */
function complete(values: Value, further: Value): Value {
  return further.list().length === 0 ? values : values.holding(values.plain() ?? {}, { partial: true });
}
