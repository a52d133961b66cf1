import { chartKeys } from "../components/cilium/chart-keys.ts";

/**
 * The keys that a chart knows, of those whose lists are in `tests/fixtures/charts`.
 *
 * @param chart name and version, such as `aws-ebs-csi-driver-2.64.0`
 */
export function keysOfChart(chart: string): ReturnType<typeof chartKeys> {
  return chartKeys(
    ...["value-keys", "template-keys"].map(
      (list) => new URL(`../fixtures/charts/${chart}-${list}.tsv`, import.meta.url).href,
    ),
  );
}
