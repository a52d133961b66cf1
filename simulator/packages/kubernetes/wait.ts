import { ApiError, at, listAt, textAt, type KubernetesObject } from "./objects.ts";

const annotation = "pulumi.com/waitFor";

/**
 * Waits for what the annotation `pulumi.com/waitFor` asks for. In the simulator it holds at once or never.
 *
 * @param object The object with its status.
 * @throws ApiError when it does not hold, or when the annotation makes no sense.
 */
export function awaitCondition(object: KubernetesObject): void {
  const { annotations, name, namespace } = object.metadata;
  const wanted = annotations?.[annotation];
  if (wanted === undefined || annotations?.["pulumi.com/skipAwait"] === "true") {
    return;
  }
  for (const expression of expressions(wanted)) {
    if (!holds(expression, object)) {
      const id = namespace === undefined ? name : `${namespace}/${name}`;
      throw new ApiError(
        `the Kubernetes API server reported that "${id}" failed to fully initialize or become live: ` +
          `timed out waiting for ${expression}, status is ${JSON.stringify(object["status"] ?? null)}`,
      );
    }
  }
}

/** A JSON list of expressions, or a single one. */
function expressions(text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list) && list.length > 0) {
      return list.map(String);
    }
  } catch {
    return [text];
  }
  throw new ApiError("at least one condition must be specified");
}

function holds(expression: string, object: KubernetesObject): boolean {
  const [, form, rest = ""] = /^(condition|jsonpath)=(.*)$/s.exec(expression) ?? [];
  if (form === "condition") {
    const [type = "", status = "True"] = rest.split("=");
    return conditionStatus(object, type)?.toLowerCase() === status.toLowerCase();
  }
  if (form === "jsonpath") {
    const [, path, wanted] = /^\{(.*)\}(?:=(.*))?$/s.exec(rest) ?? [];
    if (path === undefined) {
      throw new ApiError(
        `invalid JSONPath expression ${JSON.stringify(expression)}: want jsonpath={.path} or jsonpath={.path}=value`,
      );
    }
    const found = select(object, path);
    return found !== undefined && (wanted === undefined || textOf(found) === wanted);
  }
  throw new ApiError(`expected a "jsonpath=" or "condition=" prefix, got ${JSON.stringify(expression)}`);
}

/** A value as JSONPath prints it. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function conditionStatus(object: KubernetesObject, type: string): string | undefined {
  const conditions = listAt(object, "status", "conditions");
  const condition = conditions.find((one) => textAt(one, "type")?.toLowerCase() === type.toLowerCase());
  return textAt(condition, "status");
}

/** Keys `.a`, positions `[0]`, quoted keys `['a.b']` and filters `[?(@.type=="Ready")]` of JSONPath. */
const step = /\.([\w-]+)|\[(\d+)\]|\['([^']+)'\]|\[\?\(@\.(\w+)\s*==\s*["']([^"']*)["']\)\]/y;

function select(object: KubernetesObject, path: string): unknown {
  let value: unknown = object;
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) {
      throw new ApiError(
        `JSONPath ${JSON.stringify(path)} is not simulated: use keys, positions and equality filters`,
      );
    }
    const [, key, position, quoted, filterKey, filterValue] = match;
    value =
      filterKey === undefined
        ? at(value, key ?? position ?? quoted ?? "")
        : listAt({ value }, "value").find((one) => textAt(one, filterKey) === filterValue);
  }
  return value;
}
