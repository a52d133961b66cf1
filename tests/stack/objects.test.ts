import assert from "node:assert/strict";

import { recordStack } from "../support/stack-graph.ts";

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The objects of the Kubernetes API that a stack makes, each with its kind. */
async function objectsOf(
  stack: string,
): Promise<readonly { readonly kind: string; readonly metadata: Metadata }[]> {
  const { resources } = await recordStack(stack);
  return resources.flatMap(({ type, inputs }) =>
    type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh/")
      ? [{ kind: type, metadata: inputs["metadata"] as Metadata }]
      : [],
  );
}

describe("the Kubernetes objects of a stack", () => {
  for (const stack of ["dev", "staging", "prod"]) {
    it(`are each one resource in ${stack}, because a second one would take the object over, and away`, async () => {
      const places = (await objectsOf(stack)).map(({ kind, metadata: { namespace = "", name } }) =>
        [kind, namespace, name].join(" "),
      );
      assert.ok(places.length > 10, places.join("\n"));
      assert.deepEqual(
        places.filter((place, index) => places.indexOf(place) !== index),
        [],
      );
    });

    it(`are all written under one name in ${stack}`, async () => {
      const names = (await objectsOf(stack)).map(
        ({ metadata: { annotations } }) => annotations?.["pulumi.com/patchFieldManager"],
      );
      assert.deepEqual([...new Set(names)], ["infraflux"]);
    });
  }
});
