import assert from "node:assert/strict";

import { allSamples } from "./samples/index.ts";
import { previewed, type Said } from "./support/real-analyzer.ts";
import type { Sample, Samples, Subject } from "./support/sample.ts";

/** A sample among others in one stack, with what its rule is to say of it. */
interface Case {
  readonly rule: string;
  readonly sample: Sample;
  readonly name: string;
  readonly messages: readonly string[];
}

const ofResources = allSamples.filter(({ rule }) => rule.scope === "resource");
const ofStacks = allSamples.filter(({ rule }) => rule.scope === "stack");

let count = 0;

/** Every sample of a rule about single resources. What it is called may be what is judged, so its name only gets a number. */
function casesOf({ rule, good, bad }: Samples): Case[] {
  const named = (subject: Subject, messages: readonly string[]) => {
    const [sample] = [subject].flat();
    assert.ok(sample);
    count += 1;
    const name = `${sample.name ?? "subject"}-${count}`;
    return { rule: rule.id, sample: { ...sample, name }, name, messages };
  };
  return [
    ...Object.values(good).map((subject) => named(subject, [])),
    ...Object.values(bad).map(({ subject, messages }) => named(subject, messages)),
  ];
}

/** What the pack said of one rule, without the advice that every message ends with. */
function saidOf(said: readonly Said[], rule: string): Said[] {
  return said
    .filter(({ policy }) => policy === rule)
    .map((one) => ({ ...one, message: one.message.split("\nWhat to do: ")[0] ?? "" }));
}

describe("the pack under the real analyzer", function () {
  this.timeout(120_000);

  const settings = new Map<string, Samples[]>();
  for (const samples of ofResources) {
    const key = JSON.stringify(samples.settings ?? {});
    settings.set(key, [...(settings.get(key) ?? []), samples]);
  }

  for (const [given, group] of settings) {
    it(`says of ${group.length} rules about resources what the rules say, with the settings ${given}`, async () => {
      const cases = group.flatMap(casesOf);
      const said = await previewed(
        cases.map(({ sample }) => sample),
        { settings: JSON.parse(given) as object },
      );

      const found = cases.map(({ rule, name }) =>
        saidOf(said, rule)
          .filter(({ urn }) => urn.endsWith(`::${name}`))
          .map(({ message }) => message)
          .sort(),
      );
      assert.deepEqual(
        found,
        cases.map(({ messages }) => [...messages].sort()),
      );
    });
  }

  // What passes these is seen with the environments, each of which is judged by all of them.
  for (const { rule, bad, settings: given } of ofStacks) {
    const [failing] = Object.values(bad);

    it(`refuses the stack that ${rule.id} refuses`, async () => {
      assert.ok(failing);
      const refused = saidOf(await previewed([failing.subject].flat(), { settings: given }), rule.id);

      assert.deepEqual(refused.map(({ message }) => message).sort(), [...failing.messages].sort());
    });
  }

  it("repairs what a rule can repair, where its level asks for it, and leaves the rest to the author", async () => {
    const open = (name: string) => ({
      type: "kubernetes:fluxcd.controlplane.io/v1:FluxInstance",
      name,
      props: {
        apiVersion: "fluxcd.controlplane.io/v1",
        kind: "FluxInstance",
        metadata: { name: "flux", namespace: "flux-system" },
        spec: { cluster: { networkPolicy: false }, distribution: { version: "2.x" } },
      },
    });
    const levels = { "flux-network-policy": "remediate", "flux-version-pinned": "remediate" };
    const before = await previewed([open("flux")]);
    const after = await previewed([open("flux")], { levels });
    const rules = (said: readonly Said[]) =>
      said.map(({ policy }) => policy).filter((policy) => policy in levels);

    assert.deepEqual(rules(before).sort(), ["flux-network-policy", "flux-version-pinned"]);
    assert.deepEqual(rules(after), ["flux-version-pinned"]);
  });
});
