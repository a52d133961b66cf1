import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { record } from "../support/record.ts";
import { talosFakes } from "./talos/fakes.ts";

const root = new URL("../../", import.meta.url);

describe("the example of TalosCluster by itself", () => {
  // Inside the repository, so that the package is found by its name.
  const folder = new URL("../../.tools/tests/readme/", import.meta.url);

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const readme of ["README.md", "components/README.md"]) {
    it(`runs as it is written in ${readme} and makes a cluster of one machine`, async () => {
      const [, example] = /```ts\n([\s\S]*?)```/.exec(readFileSync(new URL(readme, root), "utf8")) ?? [];
      const program = new URL(`${readme.replace("/", "-")}.ts`, folder);
      mkdirSync(folder, { recursive: true });
      writeFileSync(program, example ?? "");
      // A preview: the schematic's id is not made up then.
      const seen = await record(() => import(program.href), { fakes: talosFakes, preview: true });

      assert.deepEqual(
        seen
          .types()
          .filter((type) => type.startsWith("talos:"))
          .sort(),
        [
          "talos:cluster/kubeconfig:Kubeconfig",
          "talos:imageFactory/schematic:Schematic",
          "talos:machine/bootstrap:Bootstrap",
          "talos:machine/configurationApply:ConfigurationApply",
          "talos:machine/secrets:Secrets",
        ],
      );
    });
  }
});
