/** Property values of a resource as a provider sees them: plain JSON, secrets already unwrapped. */
export type Properties = Record<string, unknown>;

/** What a provider is asked to do with a resource. Named so in the operations log and in faults. */
export type Operation = "configure" | "check" | "diff" | "create" | "read" | "update" | "delete" | "invoke";

/** One objection to an input, reported to the user under the name of the property. */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The persistent world that all simulated packages share: collections of JSON values by id. */
export interface World {
  /** The caller says what it knows to be there. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  get<T>(collection: string, id: string): T | undefined;
  put(collection: string, id: string, value: unknown): void;
  remove(collection: string, id: string): void;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  list<T>(collection: string): { readonly id: string; readonly value: T }[];
}

/** What a call may use besides its inputs. Every call runs in one transaction of the world. */
export interface CallContext {
  readonly world: World;
  readonly urn: string;
  /** Configuration of the provider instance that serves the call. */
  readonly config: Properties;
  /** Whether the engine only plans. A planning call changes nothing. */
  readonly preview: boolean;
}

/** The result of a create, read or update. */
export interface ResourceState {
  readonly id: string;
  readonly outputs: Properties;
  /** Inputs as the provider found them, for refresh. Default: derived from the outputs by the old inputs' keys. */
  readonly inputs?: Properties;
}

/**
 * One resource type of a simulated package.
 *
 * Throw an `Error` with the real provider's kind of message to refuse; the transaction is rolled back then.
 */
export interface SimulatedResource {
  /** Property schema: the framework refuses unknown, missing and wrongly typed inputs by it. */
  readonly schema?: InputSchema;
  /** Input properties (dotted paths) whose change replaces the resource. */
  readonly replaceOn?: readonly string[];
  /** Whether the old one must go before the new one can come. */
  readonly deleteBeforeReplace?: boolean;
  /**
   * More paths that force a replacement, for changes that a fixed list can't judge (a disk that shrinks). Pure.
   * Paths are written as in `replaceOn`. Values still unknown are left out.
   */
  replaces?(olds: Properties, news: Properties, config: Properties): readonly string[];
  /** Output properties (dotted paths) that the real provider marks secret. */
  readonly secretOutputs?: readonly string[];
  /** Output properties that an update may change: unknown as long as the update is only planned. */
  readonly volatileOutputs?: readonly string[];
  /** Fills in what the real provider defaults. Pure. */
  defaults?(inputs: Properties): Properties;
  /** Objections that need no world (formats, combinations). Values still unknown are left out by the framework. */
  check?(inputs: Properties, context: CallContext): CheckFailure[];
  create(inputs: Properties, context: CallContext): ResourceState;
  /** Undefined: the thing is gone. */
  read?(id: string, outputs: Properties, context: CallContext): ResourceState | undefined;
  update?(id: string, outputs: Properties, inputs: Properties, context: CallContext): ResourceState;
  delete?(id: string, outputs: Properties, context: CallContext): void;
  /** Published typical duration of an operation, in seconds of simulated time. */
  seconds(operation: Operation, inputs: Properties): number;
}

/**
 * Shape of inputs: names, types, which are required. Generated from the SDK's own type declarations.
 * A `map` has free keys; `items` is then the type of its values.
 */
export type InputSchema = Readonly<Record<string, PropertySchema>>;
export interface PropertySchema {
  readonly type: "string" | "number" | "boolean" | "array" | "object" | "map" | "any";
  readonly required?: boolean;
  readonly items?: PropertySchema;
  readonly properties?: InputSchema;
}

/** A simulated provider plugin: the resource types and functions of one Pulumi package. */
export interface SimulatedPackage {
  readonly name: string;
  readonly version: string;
  /**
   * Shape of the provider's configuration. With it, values that the SDK sends as JSON text (booleans, numbers, objects) are
   * decoded, and unknown or wrongly typed keys are refused. Default: the configuration is taken as it comes.
   */
  readonly configSchema?: InputSchema;
  /** Configuration keys whose change replaces the provider, and with it everything that it made. Default: none. */
  readonly configReplaceOn?: readonly string[];
  /** Checks the provider's own configuration; throws what the real provider would say. */
  configure?(config: Properties, context: CallContext): void;
  /** The resource type behind a token, or undefined when the package does not have it. */
  resource(token: string): SimulatedResource | undefined;
  /** A function (data source) of the package. */
  invoke?(token: string, args: Properties, context: CallContext): Properties;
  /** Results (dotted paths) of a function that the real provider marks secret. Default: none. */
  secretResults?(token: string): readonly string[];
}
