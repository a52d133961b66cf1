import * as pulumi from "@pulumi/pulumi";

import { clearForms } from "./leaks.ts";

/** One resource as the program asked for it. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** Name of the parent. */
  readonly parent: string | undefined;
  /** Names of the resources in `dependsOn`. */
  readonly dependsOn: readonly string[];
  /** Inputs as they reached the engine; secrets carry the engine's mark. */
  readonly inputs: Record<string, unknown>;
  readonly opts: pulumi.CustomResourceOptions;
}

/** Everything a program registered, in order. */
export class Recording {
  readonly resources: readonly Recorded[];

  constructor(resources: readonly Recorded[]) {
    this.resources = resources;
  }

  /** The only resource of a type; fails when there is none or more than one. */
  only(type: string): Recorded {
    const found = this.all(type);
    const [first] = found;
    if (first === undefined || found.length > 1) {
      throw new Error(`want exactly one ${type}, got ${found.length}`);
    }
    return first;
  }

  /** The resource of a name; fails when there is none. */
  named(name: string): Recorded {
    const found = this.resources.find((resource) => resource.name === name);
    if (found === undefined) {
      throw new Error(
        `want a resource ${name}, got ${this.resources.map((resource) => resource.name).join(", ")}`,
      );
    }
    return found;
  }

  all(type: string): readonly Recorded[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  types(): string[] {
    return this.resources.map((resource) => resource.type);
  }

  /** Stable form for golden files: sorted, secrets blanked, of the options only the protection. */
  toJSON(): object[] {
    const plain = this.resources.map(({ type, name, parent, dependsOn, inputs, opts: { protect } }) => ({
      ...{ type, name, parent, protect, dependsOn },
      inputs: JSON.parse(readable(inputs)) as unknown,
    }));
    const key = ({ type, name }: (typeof plain)[number]) => `${type} ${name}`;
    return plain.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** Resources that carry `text`, or its base64 form wherever it may start, in an input that is not marked secret. */
  leaking(text: string): string[] {
    const forms = clearForms(text);
    return this.resources
      .filter(({ inputs }) => forms.some((form) => readable(inputs).includes(form)))
      .map(({ name }) => name);
  }
}

/** The value without the marks of secrets, for assertions on what they hold. */
export function revealed(value: unknown): unknown {
  if (pulumi.runtime.isRpcSecret(value)) {
    return revealed(pulumi.runtime.unwrapRpcSecret(value));
  }
  if (Array.isArray(value)) {
    return value.map(revealed);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revealed(inner)]));
  }
  return value;
}

/** All inputs as text, with every secret blanked out. */
function readable(inputs: unknown): string {
  return JSON.stringify(inputs, (_, value: unknown) =>
    pulumi.runtime.isRpcSecret(value) ? "[secret]" : value,
  );
}

/** Outputs to return for a resource type or function token, from its inputs. */
export type Fakes = Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>;

/** How to run the program. */
export interface How {
  readonly fakes?: Fakes;
  /** What answers for resources and functions instead of the fakes. */
  readonly mocks?: pulumi.runtime.Mocks;
  readonly stack?: string;
  /** Whether outputs of resources are unknown, as they are before the first update. */
  readonly preview?: boolean;
}

interface Seen {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/**
 * Runs `program` against mocks and waits until every registration has settled.
 *
 * Parents and options come from the client side, because the mock monitor does not pass them on; inputs come from the
 * monitor, because there they are resolved. Rejects with what the program throws.
 */
export async function record(program: () => unknown, how: How = {}): Promise<Recording> {
  const { fakes = {}, mocks, stack = "test", preview = false } = how;
  const options = new Map<string, pulumi.CustomResourceOptions>();
  const seen: Seen[] = [];

  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        const { type, name, id } = args;
        const given = args.inputs as Record<string, unknown>;
        if (type !== "pulumi:pulumi:Stack") {
          seen.push({ type, name, inputs: given });
        }
        if (mocks !== undefined && !preview) {
          return mocks.newResource(args);
        }
        // A preview knows no outputs: what is created only inside an apply() disappears, as it would for real.
        return preview
          ? { id: undefined, state: {} }
          : {
              id: id === undefined || id === "" ? `${name}-id` : id,
              state: { ...given, ...fakes[type]?.(given) },
            };
      },
      call: (args) => {
        if (mocks !== undefined) {
          return mocks.call(args);
        }
        const { token } = args;
        const fake = fakes[token];
        if (fake === undefined) {
          throw new Error(`no fake for the function ${token}`);
        }
        return fake(args.inputs as Record<string, unknown>);
      },
    },
    "infraflux",
    stack,
    preview,
  );

  let failure: { readonly error: unknown } | undefined;
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation((args) => {
      const key = `${args.type}::${args.name}`;
      if (options.has(key)) {
        throw new Error(`two resources share the name ${key}`);
      }
      options.set(key, args.opts);
      return undefined;
    });
    try {
      await program();
    } catch (error) {
      // Not thrown here: the stack would reject a promise of its own too, which nobody waits for.
      failure = { error };
    }
  });
  // Registrations run in the background; an assertion made earlier would look at an empty list.
  await pulumi.runtime.disconnect();
  if (failure !== undefined) {
    throw failure.error;
  }
  if (seen.length === 0) {
    throw new Error("the program registered nothing, so every assertion about it would hold");
  }

  return new Recording(
    seen.map((resource) => {
      const opts = options.get(`${resource.type}::${resource.name}`) ?? {};
      return {
        ...resource,
        opts,
        parent: opts.parent && nameOf(opts.parent),
        dependsOn: dependencyNames(opts),
      };
    }),
  );
}

function dependencyNames({ dependsOn }: pulumi.ResourceOptions): string[] {
  const list: unknown[] = Array.isArray(dependsOn) ? dependsOn : dependsOn === undefined ? [] : [dependsOn];
  return list.filter((each) => pulumi.Resource.isInstance(each)).map(nameOf);
}

function nameOf(resource: pulumi.Resource): string {
  return (resource as unknown as { readonly __name: string }).__name;
}
