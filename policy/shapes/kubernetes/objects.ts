import type { Resource, StackView } from "../../judge/resource.ts";
import { isOfType } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { documentsOf } from "../talos/documents.ts";
import { machineConfigurations, machineConfigurationTypes } from "../talos/machine-configuration.ts";

/** What a check is given, as far as looking at objects needs it. */
export type Looking = Pick<Parameters<ResourceRule["check"]>[1], "each" | "settings">;

/** Group and kind of an object, such as `apps` and `Deployment`. */
interface ObjectType {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** An object that a resource brings into a cluster. */
export class KubernetesObject implements ObjectType {
  readonly group: string;
  readonly kind: string;

  /** The whole object: `metadata`, `spec` and so on lie below it. */
  readonly value: Value;

  /** Whether it is a patch: it says only what it changes of an object that is there already. */
  readonly isPatch: boolean;

  constructor({ group, kind }: ObjectType, value: Value, { isPatch = false } = {}) {
    this.group = group;
    this.kind = kind;
    this.value = value;
    this.isPatch = isPatch;
  }

  /** Throws `NotKnown`, as every reading does. */
  get name(): string | undefined {
    return this.value.at("metadata", "name").text();
  }

  /** The namespace that it says; an object of a namespaced kind that says none lands in `default`. */
  get namespace(): string | undefined {
    return this.value.at("metadata", "namespace").text();
  }

  /** Whether it settles one of its settings: a whole object does so even by leaving it out, a patch only by naming it. */
  settles(setting: Value): boolean {
    return !this.isPatch || setting.exists();
  }

  /** Whether it is of one of these kinds of a group. */
  is(group: string, ...kinds: readonly string[]): boolean {
    return this.group === group && kinds.includes(this.kind);
  }
}

/**
 * Resources that may carry objects, patches of existing ones among them: for rules about what must not be there. Those
 * that also want something ask whether an object `settles` it.
 */
export const anyObject: readonly (string | RegExp)[] = [/^kubernetes:/, ...machineConfigurationTypes];

/**
 * Resources that may carry whole objects: for rules only about what must be there. A patch says only what it changes, so
 * what it leaves out is not missing.
 */
export const wholeObject: readonly (string | RegExp)[] = [
  /^kubernetes:.*(?<!Patch)$/,
  ...machineConfigurationTypes,
];

/**
 * Looks at every object that a resource carries: itself, the items of a list, or the manifests and the static pods of a
 * machine with Talos.
 */
export function eachObject(
  resource: Resource,
  tools: Looking,
  look: (object: KubernetesObject) => void,
): void {
  const type = typeOf(resource.type);
  if (type !== undefined) {
    eachDeclared(resource.props, type, tools, look);
  } else if (isOfType(resource, machineConfigurationTypes)) {
    eachOfMachines(resource, tools, look);
  }
}

/** Looks at every object of a stack. */
export function eachStackObject(
  { resources }: StackView,
  tools: Looking,
  look: (object: KubernetesObject, resource: Resource) => void,
): void {
  tools.each(resources, (resource) => {
    eachObject(resource, tools, (object) => {
      look(object, resource);
    });
  });
}

function eachDeclared(
  props: Value,
  declared: ObjectType,
  tools: Looking,
  look: (object: KubernetesObject) => void,
): void {
  const type = ownType(props, { group: declared.group, kind: declared.kind.replace(/Patch$/, "") });
  if (declared.kind === `${type.kind}Patch`) {
    look(new KubernetesObject(type, props, { isPatch: true }));
  } else {
    eachWithin(props, type, tools, look);
  }
}

function eachOfMachines(resource: Resource, tools: Looking, look: (object: KubernetesObject) => void): void {
  const lookInto = (object: Value) => {
    eachWithin(object, ownType(object), tools, look);
  };
  tools.each(machineConfigurations(resource, tools.settings.talosBaseline), ({ main }) => {
    // Each by itself: where one is not known yet, the other is still judged.
    tools.each([eachInlineManifest, eachStaticPod], (each) => {
      each(main, tools, lookInto);
    });
  });
}

function eachInlineManifest(main: Value, tools: Looking, look: (object: Value) => void): void {
  tools.each(main.at("cluster", "inlineManifests").list(), (manifest) => {
    const contents = manifest.at("contents");
    tools.each(documentsOf(contents.text() ?? ""), (document) => {
      look(contents.holding(document));
    });
  });
}

/** A pod that is there is there whole, although others may still come: Talos appends them. */
function eachStaticPod(main: Value, tools: Looking, look: (object: Value) => void): void {
  tools.each(main.at("machine", "pods").list(), (pod) => {
    look(pod.holding(pod.plain()));
  });
}

/** Looks at an object, or at what is in it where it is a list, even of lists. */
function eachWithin(
  value: Value,
  type: ObjectType,
  tools: Looking,
  look: (object: KubernetesObject) => void,
): void {
  const items = value.at("items");
  if (!type.kind.endsWith("List") || !items.exists()) {
    look(new KubernetesObject(type, value));
    return;
  }
  const listed = { group: type.group, kind: type.kind.slice(0, -"List".length) };
  tools.each(items.list(), (item) => {
    eachWithin(item, ownType(item, listed), tools, look);
  });
}

/** What a type token such as `kubernetes:apps/v1:Deployment` says, or undefined where it means no object. */
function typeOf(token: string): ObjectType | undefined {
  const [, group = "", kind = ""] = /^kubernetes:(?:([^:/]+)\/)?v\d\w*:(\w+)$/.exec(token) ?? [];
  return kind === "" ? undefined : { group: group === "core" ? "" : group, kind };
}

/**
 * What an object says of its own type, as the API server reads it.
 *
 * @param otherwise what it is where it does not say. Default: no kind that any rule knows.
 */
function ownType(object: Value, otherwise: ObjectType = { group: "", kind: "" }): ObjectType {
  const apiVersion = object.at("apiVersion").text();
  return {
    group: apiVersion === undefined ? otherwise.group : apiVersion.split("/").slice(0, -1).join("/"),
    kind: object.at("kind").text() ?? otherwise.kind,
  };
}
