import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";

import { ConfigurationError, type Problem } from "../../config/problems.ts";
import { RULES } from "../../config/rules/index.ts";
import { resolveConfig } from "../../config/resolve.ts";
import { SECRET_KEYS, SECRETS } from "../../config/secrets.ts";
import { record } from "../support/record.ts";
import { configurations } from "./configurations.ts";

type Tree = Record<string, unknown>;

/** Rules that are not in the list, since they are about single values: what the schema says, and how values are kept. */
const shapeRules = ["missing-key", "wrong-type", "not-allowed", "unknown-key"];
const ruleNames = [...shapeRules, ...RULES.map(({ name }) => name)];

const fakes = {
  "proxmoxve:index/getDatastores:getDatastores": () => ({
    datastores: ["local", "local-lvm", "ssd", "ceph"].map((id) => ({ id, contentTypes: ["images", "import"] })),
  }),
  "talos:machine/getConfiguration:getConfiguration": () => ({ machineConfiguration: "" }),
  "talos:client/getConfiguration:getConfiguration": () => ({ talosConfig: "" }),
};

let evaluations = 0;

/** Runs the program as a first preview does, and returns the types that it registered. */
async function previewed(stack: string, tree: Tree): Promise<string[]> {
  const settings = Object.entries(tree).map(([key, value]) => [
    `infraflux:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const secrets = SECRET_KEYS.map((key) => [`infraflux:${key}`, SECRETS[key].simulated("0".repeat(64))]);
  pulumi.runtime.setAllConfig(
    Object.fromEntries([...settings, ...secrets]) as Record<string, string>,
    SECRET_KEYS.map((key) => `infraflux:${key}`),
  );
  evaluations += 1;
  const program = () => import(`../../index.ts?property=${evaluations}`) as Promise<unknown>;
  return (await record(program, { fakes, stack, preview: true })).types();
}

/** The problems for which a configuration is refused; none when it is accepted. Anything else that is thrown is a defect. */
function problemsOf(stack: string, tree: Tree): readonly Problem[] {
  try {
    resolveConfig({ stack, stackFile: { name: `Pulumi.${stack}.yaml`, tree }, secrets: new Set(SECRET_KEYS) });
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return error.problems;
  }
}

describe("the stack program, for any configuration", () => {
  it("registers a cluster in a preview, or the configuration is refused by a named rule", async function () {
    this.timeout(120_000);
    const ends = { built: 0, refused: new Map<string, number>() };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("dev", "prod"), configurations, async (stack, tree) => {
        const problems = problemsOf(stack, tree);
        if (problems.length === 0) {
          const types = await previewed(stack, tree);
          assert.ok(types.includes("talos:machine/bootstrap:Bootstrap"), types.join(", "));
          ends.built += 1;
        }
        for (const { rule } of problems) {
          assert.ok(ruleNames.includes(rule), rule);
          ends.refused.set(rule, (ends.refused.get(rule) ?? 0) + 1);
        }
      }),
      { numRuns: Number(process.env["RUNS"] ?? 200) },
    );
    console.log(ends);
  });
});
