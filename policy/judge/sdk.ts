/**
 * The one place that knows how the policy SDK passes resources on.
 *
 * The SDK takes the properties of a resource apart again for every rule, and forgets on the way which of them are
 * secret. Many rules on many resources need neither, so its own reading of properties is replaced by one that
 * remembers both. The SDK is pinned; `tests/policy/engine.test.ts` tells when it no longer works this way.
 */
import deserialize from "@pulumi/policy/deserialize.js";
import proxy from "@pulumi/policy/proxy.js";

import type { Resource } from "./resource.ts";
import { Value } from "./value.ts";

/** Properties as they come over the wire. */
interface Struct {
  toJavaScript(): Record<string, unknown>;
}

// The SDK's declarations leave out what is internal to it.
const { deserializeProperties: original } = deserialize as unknown as {
  readonly deserializeProperties: (struct: Struct, keepSecrets?: boolean) => object;
};
const { getSpecialProxyTarget } = proxy as unknown as { getSpecialProxyTarget: string };
const read = new WeakMap<Struct, object>();
const wires = new WeakMap<object, Record<string, unknown>>();
const resources = new WeakMap<object, Resource>();

/** Makes the SDK read each resource once, and keep what it came as. */
export function readResourcesOnce(): void {
  Object.assign(deserialize, {
    deserializeProperties(struct: Struct, keepSecrets?: boolean): object {
      const known = keepSecrets === true ? undefined : read.get(struct);
      if (known !== undefined) {
        return known;
      }
      const properties = original(struct, keepSecrets);
      wires.set(properties, struct.toJavaScript());
      if (keepSecrets !== true) {
        read.set(struct, properties);
      }
      return properties;
    },
  });
}

/** What the SDK says of a resource, as far as rules want to know it. */
interface SdkResource {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  readonly props: object;
  readonly opts: {
    readonly protect: boolean;
    readonly parent?: string;
    readonly additionalSecretOutputs: readonly string[];
  };
}

/** A resource of the SDK as the rules see it: the same object for every rule, so that they can share what they read. */
export function resourceOf({ type, urn, name, props, opts }: SdkResource): Resource {
  const target = (props as Record<string, object>)[getSpecialProxyTarget] ?? props;
  const known = resources.get(target);
  if (known !== undefined) {
    return known;
  }
  const wire = wires.get(target);
  if (wire === undefined) {
    throw new Error("The policy SDK passes resources on in a new way; judge/sdk.ts has to follow.");
  }
  const { protect, parent, additionalSecretOutputs } = opts;
  const resource = { type, urn, name, props: new Value(wire), protect, parent, additionalSecretOutputs };
  resources.set(target, resource);
  return resource;
}
