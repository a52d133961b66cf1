/** Values of a Helm chart. A key without a value is left out of what is installed. */
export interface ChartValues {
  readonly [key: string]: ChartValue | undefined;
}

/** Whatever can stand in the values of a Helm chart. */
export type ChartValue = string | number | boolean | readonly ChartValue[] | ChartValues;

/**
 * Joins values from several sources, each of which owns its keys.
 *
 * @throws Error when two sources set one key: no order between them could be right.
 */
export function joinValues(sources: readonly ChartValues[]): ChartValues {
  return sources.reduce((joined, source) => join(joined, source, []), {});
}

function join(left: ChartValues, right: ChartValues, path: readonly string[]): ChartValues {
  const joined: Record<string, ChartValue> = {};
  for (const [key, value] of [...Object.entries(left), ...Object.entries(right)]) {
    const present = joined[key];
    const here = [...path, key];
    if (value === undefined) {
      continue;
    }
    if (isMap(value) && (present === undefined || isMap(present))) {
      joined[key] = join(present ?? {}, value, here);
    } else if (present === undefined) {
      joined[key] = value;
    } else {
      throw new Error(`the chart value ${here.join(".")} is set twice`);
    }
  }
  return joined;
}

function isMap(value: ChartValue): value is ChartValues {
  return typeof value === "object" && !Array.isArray(value);
}
