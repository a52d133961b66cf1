import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { stackProgram } from "../../automation/context.ts";
import type { Outcome } from "../../automation/session.ts";
import { environments } from "../../policy/judge/settings.ts";
import { committedValues, simulatedStack } from "../support/engine.ts";
import { rules } from "../../policy/rules/index.ts";
import { type Hardening, hardenings } from "./hardenings.ts";
import { notHardenings } from "./not-hardenings.ts";
import { changed, leavesOf, type Leaf } from "./support/leaves.ts";

const policyPacks = [resolve(import.meta.dirname, "..", "..", "policy")];

/** The program with some hardenings switched off, by a transformation of what it registers. */
function programWithout(off: readonly Hardening[]): () => Promise<Record<string, unknown>> {
  return async () => {
    pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
      const meant = off.filter((one) => one.type === type && (one.named?.test(name) ?? true));
      return meant.length === 0
        ? undefined
        : {
            props: meant
              .filter(({ path }) => path !== "protect")
              .reduce<Record<string, unknown>>((inputs, { path, to }) => changed(inputs, path, to), props),
            opts: meant.some(({ path }) => path === "protect") ? { ...opts, protect: false } : opts,
          };
    });
    return (await stackProgram()) as Record<string, unknown>;
  };
}

/** Hardenings that can be switched off in one run, because none of them hides another and each has a rule of its own. */
function groupsOf(all: readonly Hardening[]): Hardening[][] {
  const groups: Hardening[][] = [];
  for (const one of all) {
    const free = groups.find((group) => !group.some((other) => collide(one, other)));
    if (free === undefined) {
      groups.push([one]);
    } else {
      free.push(one);
    }
  }
  return groups;
}

function collide(one: Hardening, other: Hardening): boolean {
  const within = one.path.startsWith(other.path) || other.path.startsWith(one.path);
  return (
    one.rule === other.rule ||
    (one.apart !== undefined && one.apart === other.apart) ||
    (one.type === other.type && within)
  );
}

async function preview(environment: string, off: readonly Hardening[]): Promise<Outcome> {
  const program = programWithout(off);
  await using stack = await simulatedStack(committedValues(environment), {
    stack: environment,
    program,
    localPlugins: true,
  });
  return await stack.run("preview", { policyPacks });
}

const ofStack = new Set(rules.filter(({ scope }) => scope === "stack").map(({ id }) => id));

const refusals = (outcome: Outcome) => outcome.policyViolations.filter(({ level }) => level === "mandatory");

describe("the environments under their own gate", function () {
  this.timeout(120_000);

  for (const environment of environments) {
    it(`refuses nothing in ${environment}`, async () => {
      const outcome = await preview(environment, []);

      assert.deepEqual(
        refusals(outcome).map(({ policy, urn, message }) => `${policy} ${urn ?? ""} ${message}`),
        [],
      );
      assert.equal(outcome.failure, undefined);
    });
  }
});

describe("a hardening that is switched off in the running program", function () {
  this.timeout(300_000);

  for (const [index, group] of groupsOf(hardenings).entries()) {
    it(`is refused by its rule, group ${index + 1}`, async () => {
      const outcome = await preview("prod", group);
      const found = refusals(outcome);
      const missed = group.filter(
        ({ rule, type }) =>
          !found.some(
            // A rule about the stack says where it is missed, which need not be where it was.
            ({ policy, urn = "" }) => policy === rule && (ofStack.has(rule) || urn.includes(`${type}::`)),
          ),
      );

      assert.deepEqual(
        missed.map(({ rule, type, path }) => `${rule}: ${type} ${path}`),
        [],
        outcome.diagnostics.map(({ message }) => message).join("\n"),
      );
    });
  }
});

describe("what the components set", () => {
  /** All that the three environments register, from the recorded graphs, which their own test keeps current. */
  const leaves = environments.flatMap((environment) => {
    const path = join(import.meta.dirname, "..", "golden", `${environment}.json`);
    const resources = JSON.parse(readFileSync(path, "utf8")) as {
      type: string;
      inputs: object;
      protect?: boolean;
    }[];
    return resources
      .filter(({ type }) => !type.startsWith("infraflux:"))
      .flatMap(({ type, inputs, protect }): Leaf[] => [
        ...leavesOf(type, inputs),
        ...(protect === true ? [{ type, path: "protect" }] : []),
      ]);
  });

  const covers = (hardening: Hardening, { type, path }: Leaf) =>
    hardening.type === type &&
    (path === hardening.path ||
      path.startsWith(`${hardening.path}.`) ||
      path.startsWith(`${hardening.path}[`));

  it("is either a hardening, or known to be none", () => {
    const unknown = leaves
      .filter((leaf) => !hardenings.some((one) => covers(one, leaf)))
      .filter(({ type, path }) => !notHardenings.some((none) => none.type.test(type) && none.path.test(path)))
      .map(({ type, path }) => `${type} ${path}`);

    assert.deepEqual([...new Set(unknown)].sort(), []);
  });

  it("has every hardening of the table", () => {
    const gone = hardenings.filter((one) => !leaves.some((leaf) => covers(one, leaf)));
    assert.deepEqual(
      gone.map(({ type, path }) => `${type} ${path}`),
      [],
    );
  });

  it("has every path that is known to be no hardening", () => {
    const gone = notHardenings.filter(
      (none) => !leaves.some(({ type, path }) => none.type.test(type) && none.path.test(path)),
    );
    assert.deepEqual(
      gone.map(({ path }) => String(path)),
      [],
    );
  });
});
