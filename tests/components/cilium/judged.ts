import assert from "node:assert/strict";

import { Ajv } from "ajv";

import {
  ciliumObjects,
  ciliumProblems,
  ciliumValues,
  conflicts,
  findConflicts,
  planCilium,
} from "../../../components/cilium/plan/index.ts";
import type { CiliumObject, CiliumPlanArgs } from "../../../components/cilium/plan/index.ts";
import { chartKeys, ciliumSchema, listedKeys, unknownKeys } from "./chart-keys.ts";
import { validate } from "./models.ts";

const ciliumKeys = chartKeys("cilium-1.20.0-value-keys.tsv", "cilium-1.20.0-template-keys.tsv");
const tetragonKeys = chartKeys("tetragon-1.7.0-value-keys.tsv", "tetragon-1.7.0-template-keys.tsv");
const deprecated = {
  cilium: chartKeys("cilium-1.20.0-deprecated-keys.tsv"),
  tetragon: chartKeys("tetragon-1.7.0-deprecated-keys.tsv"),
};
const fitsSchema = new Ajv({ strict: false, allErrors: true }).compile(ciliumSchema);
const ids = new Set(conflicts.map(({ id }) => id));

/** What may become of arguments: values and objects that pass every check, or a refusal by the conflict matrix. */
export type Judgement = "rendered" | "refused";

/** Judges what becomes of arguments that are well-formed; anything but the two ends is a defect. */
export function judged(args: CiliumPlanArgs): Judgement {
  const problems = ciliumProblems(args);
  const found = findConflicts(planCilium(args));
  if (problems.length > 0) {
    assertNamed(problems.length, found);
    return "refused";
  }
  assert.deepEqual(found, []);
  assertValues(args);
  assertObjects(ciliumObjects(planCilium(args)));
  assert.equal(rendered(args), rendered(structuredClone(args)), "two renders are byte-identical");
  return "rendered";
}

function assertNamed(problemCount: number, found: ReturnType<typeof findConflicts>): void {
  assert.equal(found.length, problemCount, "each refusal is by a conflict of the matrix");
  for (const { path, allowed, conflict } of found) {
    assert.ok(ids.has(conflict.id), conflict.id);
    assert.match(path, /^[a-zA-Z]/, conflict.id);
    assert.notEqual(allowed, "", conflict.id);
  }
}

function assertValues(args: CiliumPlanArgs): void {
  const { cilium, tetragon = {} } = ciliumValues(args);
  assert.deepEqual(unknownKeys(cilium, ciliumKeys, ciliumSchema), []);
  assert.deepEqual(unknownKeys(tetragon, tetragonKeys), []);
  assert.deepEqual(listedKeys(cilium, deprecated.cilium), []);
  assert.deepEqual(listedKeys(tetragon, deprecated.tetragon), []);
  fitsSchema(cilium);
  assert.deepEqual(fitsSchema.errors, null);
}

function assertObjects(objects: readonly CiliumObject[]): void {
  const parts = objects.map(({ part }) => part);
  assert.equal(new Set(parts).size, parts.length, `a part comes twice: ${parts.join(", ")}`);
  for (const [index, { part, after = [], manifest }] of objects.entries()) {
    validate(manifest);
    for (const earlier of after) {
      assert.ok(parts.slice(0, index).includes(earlier), `${part} comes before ${earlier}`);
    }
  }
  const identities = objects.map(({ manifest: { apiVersion, kind, metadata } }) =>
    [apiVersion, kind, metadata.namespace, metadata.name].join(" "),
  );
  assert.equal(
    new Set(identities).size,
    identities.length,
    `an object comes twice: ${identities.join(", ")}`,
  );
}

function rendered(args: CiliumPlanArgs): string {
  return JSON.stringify([ciliumValues(args), ciliumObjects(planCilium(args))]);
}
