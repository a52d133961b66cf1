/**
 * The property of a wire object that says what it is when it is more than its JSON. Part of Pulumi's protocol, see
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go.
 */
const signatureKey = "4dabf18193072939515e22adb298388d";

/** The signature of a secret; its `value` is what is kept secret. */
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** What stands for a value that is not known before `up`, one text per type, as the protocol has them. */
const unknownMarks: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** A value that is not known yet, in the form in which the engine sends it. */
export const notKnownYet = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret in the form in which the engine sends it. */
export function markedSecret(value: unknown): object {
  return { [signatureKey]: secretSignature, value };
}

const truths: ReadonlySet<unknown> = new Set([true, "true", "yes", "on", "y"]);
const falsehoods: ReadonlySet<unknown> = new Set([false, "false", "no", "off", "n"]);

/** Thrown when a rule reads a value that is not known before `up`. */
export class NotKnown extends Error {
  /** Where the value is. */
  readonly path: string;

  constructor(path: string) {
    super(`${path} is not known yet`);
    this.path = path;
  }
}

/** How a value was come by. */
interface Origin {
  readonly path?: string;

  /** Whether what is missing may still come: then it is not known, instead of absent. Default: it is absent. */
  readonly partial?: boolean;

  /** Whether something above it is marked as a secret. Default: no. */
  readonly secret?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * One value among the properties of a resource, whatever its type.
 *
 * Going down never fails. Reading gives undefined (or nothing to go through) where there is no value of that type, and
 * throws `NotKnown` where the value is known only after `up`.
 */
export class Value {
  /** Where it is, such as `spec.containers[0].image`. */
  readonly path: string;

  /** Whether it, or something above it, is marked as a Pulumi secret. */
  readonly secret: boolean;

  readonly #raw: unknown;
  readonly #partial: boolean;

  constructor(wire: unknown, { path = "", partial = false, secret = false }: Origin = {}) {
    const marked = isSecretMark(wire);
    this.#raw = marked ? wire["value"] : wire;
    this.path = path;
    this.secret = secret || marked;
    this.#partial = partial;
  }

  /** What lies below, key by key; a number is a place in a list. */
  at(...keys: readonly (string | number)[]): Value {
    return keys.reduce<Value>((value, key) => value.#child(key), this);
  }

  /** Whether there is anything, even an empty text; null counts as nothing. */
  exists(): boolean {
    const raw = this.#known();
    return raw !== undefined && raw !== null;
  }

  /** The text, or undefined where it is none. */
  text(): string | undefined {
    const raw = this.#known();
    return typeof raw === "string" ? raw : undefined;
  }

  /** The number, or undefined where it is none. A text of digits counts: providers are given those. */
  number(): number | undefined {
    const raw = this.#known();
    if (typeof raw === "number") {
      return raw;
    }
    return typeof raw === "string" && /^\d+$/.test(raw) ? Number(raw) : undefined;
  }

  /**
   * The truth value, or undefined where it is none. The texts `true` and `false` count, which providers are given, and
   * the other words of YAML 1.1, which Talos and Kubernetes read.
   */
  flag(): boolean | undefined {
    const raw = this.#known();
    const word = typeof raw === "string" ? raw.toLowerCase() : raw;
    return truths.has(word) ? true : falsehoods.has(word) ? false : undefined;
  }

  /** The elements of a list; none where it is no list. */
  list(): Value[] {
    const raw = this.#known();
    return Array.isArray(raw) ? raw.map((_, index) => this.#child(index)) : [];
  }

  /** The texts of a list; what is no text is left out. */
  texts(): string[] {
    return this.list()
      .map((value) => value.text())
      .filter((text) => text !== undefined);
  }

  /** Keys and values of a map; none where it is no map. */
  entries(): [string, Value][] {
    const raw = this.#known();
    return isMap(raw) ? Object.keys(raw).map((key) => [key, this.#child(key)]) : [];
  }

  /** Whether it is known and no list or map is among it that is not: nothing below it throws `NotKnown`. */
  whollyKnown(): boolean {
    return isWhollyKnown(this.#raw);
  }

  /** This value as plain data, secrets unwrapped. Throws where any of it is not known. */
  plain(): unknown {
    const raw = this.#known();
    if (Array.isArray(raw)) {
      return this.list().map((value) => value.plain());
    }
    return isMap(raw) ? Object.fromEntries(this.entries().map(([key, value]) => [key, value.plain()])) : raw;
  }

  /** Another content in the same place, such as the document that a text holds. It is as secret as this one. */
  holding(content: unknown, { partial = false } = {}): Value {
    return new Value(content, { path: this.path, secret: this.secret, partial });
  }

  #known(): unknown {
    if (unknownMarks.has(this.#raw)) {
      throw new NotKnown(this.path);
    }
    return this.#raw;
  }

  #child(key: string | number): Value {
    const path =
      typeof key === "number" ? `${this.path}[${key}]` : [this.path, key].filter(Boolean).join(".");
    const origin = { path, secret: this.secret, partial: this.#partial };
    if (unknownMarks.has(this.#raw)) {
      return new Value(notKnownYet, origin);
    }
    const held = isMap(this.#raw) || Array.isArray(this.#raw) ? own(this.#raw, key) : undefined;
    return new Value(held === undefined && this.#partial ? notKnownYet : held, origin);
  }
}

/** Only what the sender put there: a property called `constructor`, or `length` of a list, is not what every one has. */
function own(container: Json | readonly unknown[], key: string | number): unknown {
  const has = Array.isArray(container) === (typeof key === "number") && Object.hasOwn(container, key);
  return has ? (container as Json)[key] : undefined;
}

function isMap(raw: unknown): raw is Json {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** Whether something is a secret in the form in which the engine sends it. */
export function isSecretMark(wire: unknown): wire is Json {
  return isMap(wire) && wire[signatureKey] === secretSignature;
}

function isWhollyKnown(raw: unknown): boolean {
  if (unknownMarks.has(raw)) {
    return false;
  }
  return typeof raw !== "object" || raw === null || Object.values(raw).every(isWhollyKnown);
}
