import type { Resource } from "../../judge/resource.ts";
import type { Settings } from "../../judge/settings.ts";
import { NotKnown, notKnownYet, Value } from "../../judge/value.ts";
import { quoted } from "../found.ts";
import type { Json } from "./documents.ts";
import { documentsOf, isMap } from "./documents.ts";
import { kindOf, patched } from "./merge.ts";
import { configurationIn, userDataOf, userDataTypes } from "./user-data.ts";

const applyType = "talos:machine/configurationApply:ConfigurationApply";

/** Types of resources that may carry machine configurations. */
export const machineConfigurationTypes: readonly (string | RegExp)[] = [applyType, ...userDataTypes];

/** What kind of machine a configuration is for. */
export type MachineRole = "controlplane" | "worker";

/**
 * What a Talos machine is told to be: all patches applied, and all in one place.
 *
 * Its values count as secret, for the certificates and keys of the cluster are among them: a message may name a path, a
 * truth value, a number, or a text from a list of known ones.
 */
export class MachineConfiguration {
  /** Undefined where neither the configuration nor its patches give it away. */
  readonly role: MachineRole | undefined;

  readonly #documents: readonly Json[];
  readonly #partial: boolean;

  constructor(documents: readonly Json[], { partial }: { readonly partial: boolean }) {
    this.#documents = documents;
    this.#partial = partial;
    this.role = roleOf(documents);
  }

  /** The main document, with `machine` and `cluster`. Its paths begin there: `machine.install.image`. */
  get main(): Value {
    const main = this.#documents.find((document) => kindOf(document) === "") ?? {};
    return new Value(main, { partial: this.#partial, secret: true });
  }

  /** The further documents of a kind that are there. Their paths begin with kind and name: `VolumeConfig[STATE]`. */
  documents(kind: string): Value[] {
    return this.#documents
      .filter((document) => kindOf(document) === kind)
      .map((document) => this.#value(document, pathOf(kind, document["name"])));
  }

  /** A further document by its kind, and by its name where there may be several. */
  document(kind: string, name?: string): Value {
    const found = this.#documents.find((one) => kindOf(one) === kind && one["name"] === name);
    return this.#value(found ?? (this.#partial ? notKnownYet : undefined), pathOf(kind, name));
  }

  /** The same, where what is missing is not known, instead of absent. */
  get partly(): MachineConfiguration {
    return new MachineConfiguration(this.#documents, { partial: true });
  }

  #value(content: unknown, path: string): Value {
    return new Value(content, { path, partial: this.#partial, secret: true });
  }
}

/**
 * The machine configurations that a resource carries: `ConfigurationApply`, or user data of a machine.
 *
 * Where something may still come, what is missing is not known: a patch or user data that is known only after `up`, and
 * with the baseline `configuration` also the generated configuration. With the baseline `patches` a configuration that is
 * not known counts as empty, so that the patches must have all that is wanted.
 */
export function machineConfigurations(
  resource: Resource,
  baseline: Settings["talosBaseline"],
): MachineConfiguration[] {
  return carriedBy(resource).map(
    ({ documents, incomplete, generatedLater }) =>
      new MachineConfiguration(documents, {
        partial: incomplete || (generatedLater && baseline === "configuration"),
      }),
  );
}

/** A machine configuration as far as it is known. */
interface Carried {
  readonly documents: readonly Json[];

  /** Whether some of the patches, or the user data, is not known. */
  readonly incomplete: boolean;

  /** Whether the configuration that the patches are for is not known. */
  readonly generatedLater: boolean;
}

/** What was read of each resource, so that the rules share one merge. */
const read = new WeakMap<Resource, readonly Carried[]>();

function carriedBy(resource: Resource): readonly Carried[] {
  const known = read.get(resource);
  if (known !== undefined) {
    return known;
  }
  const carried =
    resource.type === applyType ? [applied(resource.props)] : userDataOf(resource).flatMap(given);
  read.set(resource, carried);
  return carried;
}

function applied(props: Value): Carried {
  const generated = textOf(props.at("machineConfigurationInput"));
  const patches = patchesOf(props.at("configPatches"));
  return {
    documents: allPatched([generated, ...patches]),
    incomplete: patches.includes(undefined),
    generatedLater: generated === undefined,
  };
}

function given(userData: Value): Carried[] {
  const text = textOf(userData);
  if (text === undefined) {
    return [{ documents: [], incomplete: true, generatedLater: false }];
  }
  const configuration = configurationIn(text);
  return configuration === undefined
    ? []
    : [{ documents: allPatched([configuration]), incomplete: false, generatedLater: false }];
}

/** A text, empty where there is none, undefined where it is not known. */
function textOf(value: Value): string | undefined {
  return value.whollyKnown() ? (value.text() ?? "") : undefined;
}

function patchesOf(patches: Value): (string | undefined)[] {
  try {
    return patches.list().map(textOf);
  } catch (error) {
    if (error instanceof NotKnown) {
      return [undefined];
    }
    throw error;
  }
}

/** The documents that come of patches in their order. What is not known is left out. */
function allPatched(texts: readonly (string | undefined)[]): readonly Json[] {
  return texts
    .filter((text) => text !== undefined)
    .reduce<readonly Json[]>((result, text) => patched(result, documentsOf(text)), []);
}

/** The path of a document; its name is whatever an author wrote, so what would break a line of a message is escaped. */
function pathOf(kind: string, name: unknown): string {
  return typeof name === "string" ? `${kind}[${quoted(name).slice(1, -1)}]` : kind;
}

/** As the configuration says; else a control plane where it has parts that only control planes have. */
function roleOf(documents: readonly Json[]): MachineRole | undefined {
  const main = documents.find((document) => kindOf(document) === "") ?? {};
  const machine = mapAt(main, "machine");
  const cluster = mapAt(main, "cluster");
  switch (machine["type"]) {
    case "controlplane":
    case "init":
      return "controlplane";
    case "worker":
    case "join":
      return "worker";
    default: {
      const components = ["apiServer", "controllerManager", "etcd", "scheduler"];
      const shown =
        components.some((component) => Object.hasOwn(cluster, component)) ||
        Object.hasOwn(mapAt(machine, "features"), "kubernetesTalosAPIAccess") ||
        documents.some((document) => kindOf(document) === "Layer2VIPConfig");
      return shown ? "controlplane" : undefined;
    }
  }
}

function mapAt(map: Json, key: string): Json {
  const value = map[key];
  return isMap(value) ? value : {};
}
