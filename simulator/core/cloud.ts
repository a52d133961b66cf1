import { createHash } from "node:crypto";
import type {
  CallContext,
  CheckFailure,
  InputSchema,
  Operation,
  Properties,
  ResourceState,
  SimulatedResource,
  World,
} from "./kind.ts";

/** A thing of a cloud as the world has it: what was asked for, and what the cloud added. */
export interface CloudRecord {
  readonly inputs: Properties;
  readonly computed: Properties;
}

/** Another thing that an input names. */
export interface Reference {
  /** Dotted path of the input; `[]` stands for every item of a list, as in `ebsBlockDevices[].kmsKeyId`. */
  readonly path: string;
  /** Collection that the thing must be in. */
  readonly collection: string;
  /** What the cloud says when it is not there. */
  readonly missing: (id: string) => string;
  /** Id of the thing by what the input says, such as an id within an ARN. Default: the text itself. */
  readonly idOf?: (text: string, world: World) => string;
}

/** One resource type of a cloud. Everything that is left out is as simple as can be. */
export interface CloudKind {
  readonly token: string;
  /** Where the world keeps things of the type, such as `awsVpc`. */
  readonly collection: string;
  readonly schema: InputSchema;
  readonly replaceOn?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
  readonly secretOutputs?: readonly string[];
  readonly volatileOutputs?: readonly string[];
  readonly replaces?: SimulatedResource["replaces"];
  readonly defaults?: (inputs: Properties) => Properties;
  readonly check?: (inputs: Properties, context: CallContext) => CheckFailure[];
  readonly refersTo?: readonly Reference[];
  /** The cloud's id of a new thing. The same inputs under the same URN should give the same one. */
  readonly idOf: (inputs: Properties, context: CallContext) => string;
  /** What the cloud says where another thing has the id already, of which names are made. */
  readonly taken?: (id: string) => string;
  /** Throws what the cloud says where a thing can't be. `before` is what it was, at an update. */
  readonly rules?: (inputs: Properties, context: CallContext, before?: CloudRecord) => void;
  /** What the cloud adds to the inputs. `before` is what it added last time. */
  readonly computed?: (
    id: string,
    inputs: Properties,
    context: CallContext,
    before?: Properties,
  ) => Properties;
  /** Whether an update is possible at all. Default: true. */
  readonly updatable?: boolean;
  /** What else in the world follows from the thing: machines, load balancers. Called after every change. */
  readonly settle?: (id: string, record: CloudRecord, world: World) => void;
  /** What goes with it. */
  readonly unsettle?: (id: string, record: CloudRecord, world: World) => void;
  /** What the cloud says when a thing that others refer to is to be deleted. Default: nothing refers to it for long. */
  readonly inUse?: (id: string, by: readonly string[]) => string;
  /** Throws what the cloud says where the thing can't be deleted, such as that it is protected. */
  readonly mayDelete?: (id: string, record: CloudRecord, world: World) => void;
  /** Typical durations of operations in seconds. Default: 0. */
  readonly seconds?: Partial<Record<Operation, number>>;
}

/** Which things a thing refers to, in the collection `reference` under `<collection>|<id>`. */
interface ReferenceRecord {
  readonly to: readonly string[];
}

/** A resource type of a cloud, with what all of them have in common: references that hold, and things that stay while used. */
export function cloudResource(kind: CloudKind): SimulatedResource {
  const { collection, seconds = {}, updatable = true } = kind;

  function write(id: string, inputs: Properties, context: CallContext, before?: CloudRecord): ResourceState {
    const { world } = context;
    const references = referencesOf(kind, inputs, world);
    kind.rules?.(inputs, context, before);
    const computed = kind.computed?.(id, inputs, context, before?.computed) ?? {};
    const record: CloudRecord = { inputs, computed };
    world.put(collection, id, record);
    world.put("reference", keyOf(collection, id), { to: references } satisfies ReferenceRecord);
    kind.settle?.(id, record, world);
    return stateOf(id, record);
  }

  return {
    schema: kind.schema,
    replaceOn: kind.replaceOn,
    deleteBeforeReplace: kind.deleteBeforeReplace,
    secretOutputs: kind.secretOutputs,
    volatileOutputs: kind.volatileOutputs,
    replaces: kind.replaces,
    defaults: kind.defaults,
    check: kind.check,
    seconds: (operation) => seconds[operation] ?? 0,

    create: (inputs, context) => write(freeId(kind, inputs, context), inputs, context),
    read(id, _outputs, { world }) {
      const record = world.get<CloudRecord>(collection, id);
      return record && stateOf(id, record);
    },
    ...(updatable && {
      update(id, _outputs, inputs, context) {
        const before = context.world.get<CloudRecord>(collection, id);
        if (before === undefined) {
          throw new Error(`${kind.token}: ${id} does not exist`);
        }
        return write(id, inputs, context, before);
      },
    }),
    delete(id, _outputs, { world }) {
      const record = world.get<CloudRecord>(collection, id);
      if (record === undefined) {
        return;
      }
      kind.mayDelete?.(id, record, world);
      const by = usersOf(world, collection, id);
      if (by.length > 0 && kind.inUse !== undefined) {
        throw new Error(kind.inUse(id, by));
      }
      world.remove(collection, id);
      world.remove("reference", keyOf(collection, id));
      kind.unsettle?.(id, record, world);
    },
  };
}

/** The things that refer to a thing, each as `<collection>|<id>`. */
export function usersOf(world: World, collection: string, id: string): string[] {
  const target = keyOf(collection, id);
  return world
    .list<ReferenceRecord>("reference")
    .filter(({ value }) => value.to.includes(target))
    .map(({ id: user }) => user);
}

/** Digits by which a text is known again: ids that look random, and are the same in every run. */
export function digits(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** The values at a dotted path; `[]` stands for every item of a list. Empty where there is none. */
export function valuesAt(value: unknown, path: string): unknown[] {
  const [key = "", ...rest] = path.split(".");
  const name = key.replace(/\[\]$/, "");
  const found = isMapping(value) ? value[name] : undefined;
  const items = key.endsWith("[]") ? (Array.isArray(found) ? (found as unknown[]) : []) : [found];
  const present = items.filter((item) => item !== undefined && item !== null);
  return rest.length === 0 ? present : present.flatMap((item) => valuesAt(item, rest.join(".")));
}

function referencesOf({ refersTo = [] }: CloudKind, inputs: Properties, world: World): string[] {
  return refersTo.flatMap(({ path, collection, missing, idOf }) =>
    valuesAt(inputs, path).map((value) => {
      const text = String(value);
      const id = idOf?.(text, world) ?? text;
      if (world.get(collection, id) === undefined) {
        throw new Error(missing(text));
      }
      return keyOf(collection, id);
    }),
  );
}

/** The id of a new thing. A successor that stands beside the thing that it replaces gets another one. */
function freeId(kind: CloudKind, inputs: Properties, context: CallContext): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = kind.idOf(inputs, attempt === 0 ? context : { ...context, urn: `${context.urn}#${attempt}` });
    if (context.world.get(kind.collection, id) === undefined) {
      return id;
    }
    if (attempt > 0 && id === kind.idOf(inputs, context)) {
      throw new Error(kind.taken?.(id) ?? `${kind.token}: ${id} already exists`);
    }
  }
}

function stateOf(id: string, { inputs, computed }: CloudRecord): ResourceState {
  return { id, outputs: { ...inputs, ...computed } };
}

function keyOf(collection: string, id: string): string {
  return `${collection}|${id}`;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
