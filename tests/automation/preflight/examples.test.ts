import assert from "node:assert/strict";
import { join } from "node:path";

import { Context } from "../../../automation/context.ts";
import { preflight } from "../../../automation/preflight/preflight.ts";
import { openSimulatedStack, prepareSimulatedStack } from "../../../automation/simulated-stack.ts";
import { seedWorld } from "../../../automation/simulated-world.ts";
import { readStackFile } from "../../../config/index.ts";
import { Cli } from "../../support/cli.ts";
import { resolved } from "../../support/engine.ts";
import { textStream } from "../../support/text-stream.ts";
import { namesOf } from "./support.ts";

const folder = join(import.meta.dirname, "../../../examples/stacks");

/** What is looked at on each provider, by its own functions on the simulator. */
const looked: Readonly<Record<string, readonly string[]>> = {
  "aws-large": ["aws-credentials", "aws-image", "aws-instance-types", "aws-network", "aws-vcpus", "dns-zone"],
  "azure-large": ["azure-credentials", "azure-image", "azure-key", "azure-network", "dns-zone"],
  "gcp-large": ["dns-zone", "gcp-credentials", "gcp-image", "gcp-key", "gcp-machine-types", "gcp-network"],
};

describe("the preflight of an example stack, by the real engine on the simulator", function () {
  this.timeout(120_000);

  for (const [name, checks] of Object.entries(looked)) {
    it(`finds nothing in the way of ${name}`, async () => {
      using cli = new Cli();
      const values = readStackFile(join(folder, `${name}.yaml`)).layer.tree;
      const { config, settings } = resolved("dev", values);
      const site = prepareSimulatedStack({
        folder: join(cli.folder, name),
        stack: "dev",
        values,
        secrets: [],
      });
      seedWorld(site.world, config);
      const session = await openSimulatedStack("dev", site, () => Promise.resolve());

      const context = new Context(
        { stack: "dev", simulate: true },
        textStream(() => undefined),
      );
      const found = await preflight(context, { config, settings }, { opened: { session, simulated: site } });

      assert.deepEqual(
        found.filter(({ status }) => status === "failed" || status === "warning"),
        [],
      );
      const passed = namesOf(found, "passed");
      assert.deepEqual(
        checks.filter((check) => !passed.includes(check)),
        [],
      );
    });
  }
});
