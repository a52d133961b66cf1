import { cloudResource, type CloudKind } from "../../core/cloud.ts";
import type { CallContext, Properties, SimulatedResource } from "../../core/kind.ts";
import { durations } from "./durations.ts";
import { invalid, nameIn, nameOf, projectOf, regionOf, selfLink, zoneOf } from "./paths.ts";
import { schemaOf, type Token } from "./schema.ts";

/** A resource type of Compute Engine. What is left out is as all of them have it. */
export interface ComputeKind extends Omit<CloudKind, "token" | "schema" | "idOf" | "inUse" | "seconds"> {
  readonly token: Token;
  /** How its things are called in ids, such as `networks`. */
  readonly plural: string;
  /** What its things belong to. */
  readonly scope: "global" | "regional" | "zonal";
  /** Whether things stay as long as others refer to them. Default: true. */
  readonly kept?: boolean;
  /** Id of a thing whose ids the provider makes up otherwise. It ends with the name. */
  readonly ownId?: (inputs: Properties, context: CallContext) => string;
}

/** A resource type of Compute Engine: things with a name in a project, a region or a zone. */
export function computeResource({
  plural,
  scope,
  kept = true,
  ownId,
  ...kind
}: ComputeKind): SimulatedResource {
  const word = plural.replace(/(ie)?s$/, (_, ie?: string) => (ie === undefined ? "" : "y"));
  return cloudResource({
    ...kind,
    schema: schemaOf(kind.token),
    seconds: durations[kind.token],
    replaceOn: ["name", "project", "region", "zone", ...(kind.replaceOn ?? [])],
    // Two things can't have one name, so the provider deletes the old one first where the name is the user's.
    deleteBeforeReplace: kind.deleteBeforeReplace,
    idOf:
      ownId ??
      ((inputs, context) =>
        `${placeOf(scope, inputs, context)}/${plural}/${nameOf(inputs["name"], context)}`),
    rules: (inputs, context, before) => {
      refuseName(inputs["name"]);
      refuseLabels(inputs["labels"]);
      kind.rules?.(inputs, context, before);
    },
    computed: (id, inputs, context, before) => ({
      name: nameIn(id),
      project: projectOf(inputs, context),
      ...(scope === "regional" && { region: regionOf(inputs, context) }),
      selfLink: selfLink(id),
      ...(inputs["labels"] !== undefined && {
        effectiveLabels: inputs["labels"],
        pulumiLabels: inputs["labels"],
      }),
      ...kind.computed?.(id, inputs, context, before),
    }),
    ...(kept && {
      inUse: (id: string, [by = ""]: readonly string[]) =>
        `googleapi: Error 400: The ${word} resource '${id}' is already being used by '${by.split("|")[1] ?? ""}', resourceInUseByAnotherResource`,
    }),
  });
}

/** What the API says of a reference to something that is not there. */
export function missing(field: string, what: string): (id: string) => string {
  return (id) => invalid(field, id, `The referenced ${what} resource cannot be found.`).message;
}

function placeOf(scope: ComputeKind["scope"], inputs: Properties, context: CallContext): string {
  const project = `projects/${projectOf(inputs, context)}`;
  switch (scope) {
    case "global":
      return `${project}/global`;
    case "regional":
      return `${project}/regions/${regionOf(inputs, context)}`;
    case "zonal":
      return `${project}/zones/${zoneOf(inputs, context)}`;
  }
}

function refuseName(name: unknown): void {
  if (name !== undefined && (typeof name !== "string" || !/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))) {
    throw invalid("name", name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
  }
}

function refuseLabels(labels: unknown): void {
  for (const [key, value] of Object.entries((labels ?? {}) as Record<string, string>)) {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(key) || !/^[a-z0-9_-]{0,63}$/.test(value)) {
      throw invalid(
        "labels",
        `${key}=${value}`,
        "Label keys and values are lower-case letters, digits, '_' and '-'.",
      );
    }
  }
}
