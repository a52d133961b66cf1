import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { parse } from "yaml";

import type { ChangedResource } from "../../automation/outcome.ts";
import type { Outcome } from "../../automation/session.ts";
import type { Tree } from "../../config/layers.ts";
import { Layers } from "../../config/layers.ts";
import { Cli } from "../support/cli.ts";
import type { TestStack, Values } from "../support/engine.ts";
import { committedValues } from "../support/engine.ts";

/** What a stack file of the repository and a custom layer say together. */
export function layered(stack: string, path: string): Values {
  const layer = parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as Tree;
  return Layers.merged([
    { name: `Pulumi.${stack}.yaml`, tree: committedValues(stack) },
    { name: path, tree: layer },
  ]).tree;
}

/** Has the runner judge a custom layer on top of dev, as its reader would. */
export async function assertTaken(path: string): Promise<void> {
  using cli = new Cli();
  const { exitCode, stderr } = await cli.run(["validate", "--stack", "dev", "--simulate", "--custom", path]);
  assert.equal(exitCode, 0, stderr);
}

/** The resources that an operation changed, by what became of them, without the prefix that all names have. */
export function changesOf({ changed }: Outcome): Partial<Record<ChangedResource["change"], string[]>> {
  const byChange = Object.groupBy(changed, ({ change }) => change);
  return Object.fromEntries(
    Object.entries(byChange).map(([change, resources]) => [
      change,
      resources.map(({ name }) => name.replace(/^infraflux-/, "")).sort(),
    ]),
  );
}

/** An object of a cluster, without what the API server counts. */
interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

/** The objects of one kind on a stack's cluster. */
export function objectsOf({ world }: TestStack, kind: string): ClusterObject[] {
  return world
    .list<ClusterObject>("object")
    .map(({ value }) => value)
    .filter((object) => object.kind === kind);
}

/** Each resource of a stack and each object of its cluster, as what it was made from. */
export async function stateOf(stack: TestStack): Promise<ReadonlyMap<string, string>> {
  const resources = (await stack.resources()).map(({ urn, inputs }) => [urn, withoutCipher(inputs)] as const);
  const objects = stack.world
    .list<ClusterObject & Record<string, unknown>>("object")
    .map(
      ({ id, value: { metadata, ...content } }) =>
        [`object ${id}`, withoutCipher({ ...content, status: undefined, labels: metadata.labels })] as const,
    );
  return new Map([...resources, ...objects]);
}

/** What is not the same at two times, by what only one of them has or what differs. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => before.get(key) !== after.get(key),
  );
}

/** Values as text. A secret is encrypted anew each time that the state is written. */
function withoutCipher(value: unknown): string {
  return JSON.stringify({ value }, (key, inner: unknown) => (key === "ciphertext" ? "[secret]" : inner));
}
