import assert from "node:assert/strict";

import { judgeStack } from "../../policy/judge/judge.ts";
import { settingsOf } from "../../policy/judge/levels.ts";
import { Registered } from "../../policy/judge/registered.ts";
import type { Resource } from "../../policy/judge/resource.ts";
import { Value } from "../../policy/judge/value.ts";
import { stackQuorum } from "../../policy/rules/stack/stack-quorum.ts";
import { stackSecretsProvider } from "../../policy/rules/stack/stack-secrets-provider.ts";
import { bootstrap, talosBackup, vm } from "./samples/stack/builders.ts";
import { resourceOf } from "./support/sample.ts";

/** What samples cannot say: whose component a resource is of, what is not made yet, and several settings for one rule. */
describe("rules about the stack", () => {
  const prod = settingsOf("prod");

  describe("with several clusters in one stack", () => {
    const cluster = (parent: string, machines: number): Resource[] =>
      [
        { ...bootstrap, name: `${parent}-bootstrap` },
        ...Array.from({ length: machines }, (_, index) => vm(`${parent}-cp-${index + 1}`, "pve-1")),
      ].map((sample) => ({ ...resourceOf(sample), parent: `urn:${parent}` }));

    it("count the control planes of each by itself", () => {
      const resources = [...cluster("east", 3), ...cluster("west", 3)];
      assert.deepEqual(judgeStack(stackQuorum, { resources }, prod).violations, []);
    });

    it("find the one that has too few", () => {
      const resources = [...cluster("east", 3), ...cluster("west", 1)];
      assert.deepEqual(judgeStack(stackQuorum, { resources }, prod).violations, [
        { message: "control planes: got 1 (west-cp-1), want at least 3", urn: undefined },
      ]);
    });

    it("count all of one cluster together, whichever component made them", () => {
      const resources = [...cluster("east", 2), ...cluster("spare", 1).slice(1)];
      assert.deepEqual(judgeStack(stackQuorum, { resources }, prod).violations, []);
    });
  });

  describe("in a first preview", () => {
    const job = resourceOf(talosBackup());
    const nothing = new Value({});

    it("see what was registered where a provider that is not configured yet says nothing", () => {
      const registered = new Registered();
      registered.add(job);
      assert.equal(registered.filled({ ...job, props: nothing }).props, job.props);
    });

    it("see what became of a resource where a provider said so", () => {
      const registered = new Registered();
      registered.add(job);
      const made = { ...job, props: new Value({ id: 1 }) };
      assert.equal(registered.filled(made), made);
    });

    it("see nothing of what was registered with nothing, or not in this run", () => {
      const registered = new Registered();
      assert.equal(registered.filled({ ...job, props: nothing }).props, nothing);
    });
  });

  describe("that depend on the secrets provider", () => {
    const resources = [resourceOf({ type: "talos:machine/secrets:Secrets", props: {} })];
    const judged = (secretsProvider?: string) =>
      judgeStack(stackSecretsProvider, { resources }, { ...prod, secretsProvider });

    for (const service of ["awskms", "azurekeyvault", "gcpkms", "hashivault", "service"]) {
      it(`let ${service} pass`, () => {
        assert.deepEqual(judged(service), { violations: [], notJudged: [] });
      });
    }

    it("do not judge where the pack was not told", () => {
      assert.deepEqual(judged(), { violations: [], notJudged: ["settings.secretsProvider"] });
    });
  });
});
