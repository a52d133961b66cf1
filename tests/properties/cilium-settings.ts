import assert from "node:assert/strict";

import fc from "fast-check";
import type { z } from "zod";

import type { CiliumPlanArgs } from "../../components/cilium/index.ts";
import { ciliumPlanArgs } from "../../config/index.ts";
import { settingsSchema } from "../../config/schema.ts";
import { judged } from "../components/cilium/judged.ts";
import { arbitraryOf } from "./from-schema.ts";

const { cilium: section, security } = settingsSchema.shape;
const { capabilities, settings } = section.unwrap().shape;

/** A few keys of a section at a time: toggles are mostly on, and of all settings together nearly all would be refused. */
function someOf(schema: z.ZodObject<z.ZodRawShape>, path: string, maxLength: number): fc.Arbitrary<object> {
  const keys = Object.entries(schema.shape).map(([name, value]) =>
    arbitraryOf(value, `${path}.${name}`).map((drawn): [string, unknown] => [name, drawn]),
  );
  return fc
    .tuple(fc.tuple(...keys), fc.subarray(Object.keys(schema.shape), { maxLength }))
    .map(([entries, chosen]): object => Object.fromEntries(entries.filter(([name]) => chosen.includes(name))))
    .filter((value) => schema.safeParse(value).success);
}

const surroundings = fc.record({
  ciliumVersion: fc.constantFrom("1.20.0", "1.20.3"),
  nodeCount: fc.constantFrom(1, 2, 6, 100),
  kernelVersion: fc.constantFrom("6.18.1", "5.10.0"),
  networkPolicies: fc.constantFrom("default-deny", "default-deny", "none"),
  loadBalancerRange: fc.constantFrom(undefined, { from: "10.0.0.200", to: "10.0.0.220" }),
  podCidr: fc.constantFrom("10.244.0.0/16", "10.8.0.0/16"),
});

/** Arguments from settings that the schema takes. Many of them conflict. */
export const ciliumArgs: fc.Arbitrary<CiliumPlanArgs> = fc
  .record({
    capabilities: someOf(capabilities.unwrap(), "capabilities", 5),
    settings: someOf(settings.unwrap(), "settings", 4),
    around: surroundings,
  })
  .map(({ around, ...cilium }) => argsOf(section.parse(cilium), around));

/** Draws settings that the schema takes; each must render what the judges take, or be refused by name. */
export function assertSettings(draw: { readonly numRuns: number; readonly seed?: number }): void {
  const ends = { rendered: 0, refused: 0 };
  fc.assert(
    fc.property(ciliumArgs, (args) => {
      ends[judged(args)] += 1;
    }),
    { ...draw, includeErrorInReport: true },
  );
  const least = draw.numRuns / 10;
  assert.ok(ends.rendered > least && ends.refused > least, `both ends are met: ${JSON.stringify(ends)}`);
}

type Surroundings = typeof surroundings extends fc.Arbitrary<infer T> ? T : never;

function argsOf(
  cilium: z.output<typeof section>,
  { ciliumVersion, loadBalancerRange, networkPolicies, podCidr, ...rest }: Surroundings,
) {
  return ciliumPlanArgs(
    {
      cilium,
      cluster: { name: "edge", id: 7, domain: "cluster.local" },
      environment: { debug: false },
      network: { nodeCidr: "10.0.0.0/24", serviceCidr: "10.96.0.0/12", podCidr, loadBalancerRange },
      provider: "proxmox",
      security: security.parse({ networkPolicies }),
    },
    { ...rest, charts: { ciliumVersion, tetragonVersion: "1.7.0" } },
  );
}
