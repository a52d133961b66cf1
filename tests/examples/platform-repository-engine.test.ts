import assert from "node:assert/strict";

import { simulatedStack, committedValues, type TestStack } from "../support/engine.ts";
import { exampleConfig, simulatedProject } from "./simulated-project.ts";

const example = "platform-repository";
let evaluations = 0;

/** The example, pointed at a stack of InfraFlux, in the backend of that stack. */
function platform(producer: TestStack, reference: string) {
  return simulatedProject({
    folder: producer.folder,
    project: "platform",
    stack: "consumer",
    // The query makes Node evaluate the program again for each stack.
    program: () =>
      import(`../../examples/platform-repository/index.ts?${evaluations++}`) as Promise<
        Record<string, unknown>
      >,
    config: { "platform:cluster": { value: reference } },
  });
}

describe("examples/platform-repository", () => {
  it("is configured for the stack that it says", () => {
    assert.deepEqual(exampleConfig(example, "dev"), {
      "platform:cluster": { value: "organization/infraflux/dev" },
    });
  });

  for (const environment of ["dev", "staging", "prod"]) {
    it(`works unchanged against ${environment}`, async function () {
      this.timeout(300_000);
      await using producer = await simulatedStack(committedValues(environment), { stack: environment });
      await producer.up();
      const { clusterInfo } = await producer.session.outputs();
      const { cluster } = clusterInfo as { cluster: { name: string } };
      const stack = await platform(producer, `organization/infraflux/${environment}`);

      const { outputs, summary } = await stack.up();
      assert.equal(summary.result, "succeeded");
      assert.equal(outputs["placed"]?.value, "platform/about-this-cluster");
      const object = producer.world
        .list<{ kind: string; metadata: { name: string }; data: Record<string, string> }>("object")
        .find(({ value }) => value.metadata.name === "about-this-cluster");
      assert.equal(object?.value.data["cluster"], cluster.name);
      assert.equal(object.value.data["environment"], environment);

      const second = await stack.preview({ expectNoChanges: true });
      assert.deepEqual(Object.keys(second.changeSummary), ["same"]);
    });
  }
});
