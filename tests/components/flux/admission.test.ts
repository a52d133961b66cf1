import assert from "node:assert/strict";

import {
  admissionAddons,
  admissionFacts,
  catalogue,
  chosenAddons,
  kustomization,
} from "../../../components/flux/index.ts";
import type { Admission } from "../../../components/flux/index.ts";

const facts = (change: Partial<Admission>) =>
  admissionFacts({
    engine: "kyverno",
    mode: "audit",
    breakGlassNamespaces: ["break-glass"],
    replicas: 3,
    ...change,
  });

describe("admissionFacts", () => {
  const words: readonly [Pick<Admission, "engine" | "mode">, action: string, failurePolicy: string][] = [
    [{ engine: "kyverno", mode: "audit" }, "Audit", "Ignore"],
    [{ engine: "kyverno", mode: "enforce" }, "Deny", "Fail"],
    [{ engine: "gatekeeper", mode: "audit" }, "dryrun", "Ignore"],
    [{ engine: "gatekeeper", mode: "enforce" }, "deny", "Fail"],
  ];
  for (const [change, action, failurePolicy] of words) {
    it(`says ${change.mode} in the words of ${change.engine}`, () => {
      const { ADMISSION_ACTION, ADMISSION_FAILURE_POLICY } = facts(change);

      assert.deepEqual([ADMISSION_ACTION, ADMISSION_FAILURE_POLICY], [action, failurePolicy]);
    });
  }

  it("gives namespaces as a list, and the number of pods as a text", () => {
    const { ADMISSION_REPLICAS, BREAK_GLASS_NAMESPACES } = facts({ breakGlassNamespaces: ["one", "two"] });

    assert.deepEqual([ADMISSION_REPLICAS, BREAK_GLASS_NAMESPACES], ["3", '["one","two"]']);
  });
});

describe("the add-ons of an engine", () => {
  it("come each after what it needs", () => {
    assert.deepEqual(
      chosenAddons(admissionAddons.kyverno).map(({ name }) => name),
      ["bootstrap-namespaces", "bootstrap-helmrepositories", "kyverno", "kyverno-policies"],
    );
    assert.deepEqual(
      chosenAddons(admissionAddons.gatekeeper).map(({ name }) => name),
      [
        "bootstrap-namespaces",
        "bootstrap-helmrepositories",
        "gatekeeper",
        "gatekeeper-templates",
        "gatekeeper-constraints",
      ],
    );
  });

  it("tell Flux how it sees that a policy works", () => {
    const expressions = catalogue.flatMap((addon) => {
      const { spec } = kustomization(addon, { decrypt: false });
      return "healthCheckExprs" in spec ? [[addon.name, spec.healthCheckExprs]] : [];
    });

    assert.deepEqual(expressions, [
      [
        "gatekeeper-templates",
        [{ apiVersion: "templates.gatekeeper.sh/v1", kind: "ConstraintTemplate", current: "status.created" }],
      ],
      [
        "kyverno-policies",
        [
          {
            apiVersion: "policies.kyverno.io/v1",
            kind: "ValidatingPolicy",
            current: "status.conditionStatus.ready",
          },
        ],
      ],
    ]);
  });
});
