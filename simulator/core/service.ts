import { Refusal, type Calls } from "./calls.ts";
import { schemaFailures } from "./check.ts";
import { differences, type Difference } from "./diff.ts";
import type {
  CallContext,
  CheckFailure,
  InputSchema,
  Properties,
  SimulatedPackage,
  SimulatedResource,
} from "./kind.ts";
import { known, marked, unwrapped, withSecrets, type Wire } from "./wire.ts";

/** Which resource a request is about. */
export interface Subject {
  readonly urn: string;
  /** Type token. */
  readonly type: string;
}

/** What the engine is to know of a resource after a call. */
export interface Answer {
  readonly id: string;
  readonly properties: Wire;
  readonly inputs?: Wire;
}

/** The meaning of the provider protocol for a simulated package, apart from its encoding. */
export class Service {
  readonly #package: SimulatedPackage;
  readonly #calls: Calls;

  constructor(served: SimulatedPackage, calls: Calls) {
    this.#package = served;
    this.#calls = calls;
  }

  /** The package that is served. */
  get served(): SimulatedPackage {
    return this.#package;
  }

  /** Ends the calls that wait. */
  cancel(): void {
    this.#calls.cancel();
  }

  /** Objections to the configuration of the provider. */
  checkConfig(news: Wire): CheckFailure[] {
    const { configSchema } = this.#package;
    return configSchema === undefined
      ? []
      : schemaFailures(configSchema, configOf(news, configSchema), unwrapped(news) as Properties);
  }

  /** What changed in the configuration of the provider. */
  diffConfig(olds: Wire, news: Wire): Difference[] {
    return differences(known(olds), unwrapped(news) as Properties, this.#package.configReplaceOn);
  }

  /** Takes over the configuration, or refuses it as the real provider would. */
  async configure(urn: string, args: Wire): Promise<void> {
    const config = configOf(args, this.#package.configSchema);
    const token = `pulumi:providers:${this.#package.name}`;
    const call = {
      op: "configure",
      urn: urn === "" ? token : urn,
      token,
      preview: false,
      simulatedSeconds: 0,
    } as const;
    await this.#calls.run(call, (context) => this.#package.configure?.(config, { ...context, config }));
    this.#calls.config = config;
  }

  /** Checks inputs and fills in defaults. */
  async check(subject: Subject, news: Wire): Promise<{ inputs: Wire; failures: CheckFailure[] }> {
    const resource = this.#resource(subject);
    const given = known(news);
    const inputs = marked(resource.defaults?.(given) ?? given, news);
    const failures = await this.#call("check", subject, resource, given, false, (context) => [
      ...(resource.schema === undefined
        ? []
        : schemaFailures(resource.schema, given, unwrapped(news) as Properties)),
      ...(resource.check?.(known(inputs), context) ?? []),
    ]);
    return { inputs, failures };
  }

  /** What an update would change, and whether it replaces the resource. */
  async diff(subject: Subject, oldInputs: Wire, news: Wire): Promise<Difference[]> {
    const resource = this.#resource(subject);
    const olds = known(oldInputs);
    return await this.#call("diff", subject, resource, olds, false, () => {
      const replaceOn = [
        ...(resource.replaceOn ?? []),
        ...(resource.replaces?.(olds, known(news), this.#calls.config) ?? []),
      ];
      return differences(olds, unwrapped(news) as Properties, replaceOn);
    });
  }

  /** Whether the old resource goes before its replacement comes. */
  deletesBeforeReplace(subject: Subject): boolean {
    return this.#resource(subject).deleteBeforeReplace ?? false;
  }

  /** Creates a resource. When only planned, its inputs are all that is known of it. */
  async create(subject: Subject, inputs: Wire, preview: boolean): Promise<Answer> {
    const resource = this.#resource(subject);
    return await this.#call("create", subject, resource, known(inputs), preview, (context) => {
      if (preview) {
        return { id: "", properties: withSecrets(inputs, resource.secretOutputs ?? []) };
      }
      const { id, outputs } = resource.create(known(inputs), context);
      return { id, properties: withSecrets(marked(outputs, inputs), resource.secretOutputs ?? []) };
    });
  }

  /**
   * Finds out how a resource is now.
   *
   * @returns Undefined when it is gone.
   */
  async read(subject: Subject, id: string, outputs: Wire, inputs: Wire): Promise<Answer | undefined> {
    const resource = this.#resource(subject);
    return await this.#call("read", subject, resource, known(inputs), false, (context) => {
      if (resource.read === undefined) {
        return { id, properties: outputs, inputs };
      }
      const state = resource.read(id, known(outputs), context);
      if (state === undefined) {
        return undefined;
      }
      const found = state.inputs ?? (projection(state.outputs, known(inputs)) as Properties);
      const properties = marked(marked(state.outputs, outputs), inputs);
      return {
        id: state.id,
        properties: withSecrets(properties, resource.secretOutputs ?? []),
        inputs: marked(found, inputs),
      };
    });
  }

  /** Changes a resource. When only planned, what the update may change beside the inputs is unknown. */
  async update(
    subject: Subject,
    id: string,
    olds: Wire,
    oldInputs: Wire,
    news: Wire,
    preview: boolean,
  ): Promise<Wire> {
    const resource = this.#resource(subject);
    const secrets = resource.secretOutputs ?? [];
    return await this.#call("update", subject, resource, known(news), preview, (context) => {
      if (resource.update === undefined) {
        throw new Refusal(`${subject.type} can't be updated`);
      }
      if (preview) {
        const gone = [
          ...Object.keys(oldInputs).filter((key) => !(key in news)),
          ...(resource.volatileOutputs ?? []),
        ];
        const kept = Object.entries(olds).filter(([key]) => !gone.includes(key));
        return withSecrets({ ...Object.fromEntries(kept), ...news }, secrets);
      }
      const { outputs } = resource.update(id, known(olds), known(news), context);
      return withSecrets(marked(outputs, news), secrets);
    });
  }

  /** Deletes a resource. */
  async delete(subject: Subject, id: string, outputs: Wire): Promise<void> {
    const resource = this.#resource(subject);
    await this.#call("delete", subject, resource, known(outputs), false, (context) => {
      resource.delete?.(id, known(outputs), context);
    });
  }

  /** Calls a function of the package. */
  async invoke(token: string, args: Wire, preview: boolean): Promise<Wire> {
    const call = { op: "invoke", urn: token, token, preview, simulatedSeconds: 0 } as const;
    return await this.#calls.run(call, (context) => {
      const result = this.#package.invoke?.(token, known(args), context);
      if (result === undefined) {
        throw new Refusal(`the simulated package ${this.#package.name} has no function ${token}`);
      }
      return withSecrets(result, this.#package.secretResults?.(token) ?? []);
    });
  }

  #resource({ type }: Subject): SimulatedResource {
    const resource = this.#package.resource(type);
    if (resource === undefined) {
      throw new Refusal(`the simulated package ${this.#package.name} has no resource type ${type}`);
    }
    return resource;
  }

  async #call<T>(
    op: "check" | "diff" | "create" | "read" | "update" | "delete",
    { urn, type }: Subject,
    resource: SimulatedResource,
    inputs: Properties,
    preview: boolean,
    work: (context: CallContext) => T,
  ): Promise<T> {
    return await this.#calls.run(
      { op, urn, token: type, preview, simulatedSeconds: resource.seconds(op, inputs) },
      work,
    );
  }
}

/** The part of what was found that the user had set, so that a refresh reports drift and nothing else. */
function projection(found: unknown, inputs: unknown): unknown {
  if (isObject(found) && isObject(inputs)) {
    const entries = Object.keys(inputs).map((key) => [key, projection(found[key], inputs[key])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  if (Array.isArray(found) && Array.isArray(inputs)) {
    return found.map((element: unknown, index) =>
      index < inputs.length ? projection(element, inputs[index]) : element,
    );
  }
  return found;
}

/** What the engine keeps among the configuration of a provider for itself. */
const engineKeys = ["version", "pluginDownloadURL", "__internal"];

/** Configuration of a provider as it was written. The SDK sends as JSON text what is not text. */
function configOf(args: Wire, schema: InputSchema = {}): Properties {
  const entries = Object.entries(known(args))
    .filter(([key]) => !engineKeys.includes(key))
    .map(([key, value]) => {
      const type = schema[key]?.type;
      return [
        key,
        typeof value === "string" && type !== undefined && type !== "string" ? parsed(value) : value,
      ];
    });
  return Object.fromEntries(entries) as Properties;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
