import { join } from "node:path";

import { ciliumPlanArgs, readStackFile } from "../../../config/index.ts";
import { root } from "../../../tools/lib/paths.mjs";
import { controllerArgs } from "../../../stack/controllers.ts";
import { resolved } from "../../support/engine.ts";
import type { TitledArgs } from "./samples.ts";

/** What Cilium is to be in the environments of the repository, as their stack files say it. */
export const environments: readonly TitledArgs[] = ["dev", "staging", "prod"].map((name): TitledArgs => {
  const { tree } = readStackFile(join(root, `Pulumi.${name}.yaml`)).layer;
  const { config } = resolved(name, tree);
  const { mirrors, nodeCount, versions } = config;
  const charts = {
    repository: mirrors.charts,
    ciliumVersion: versions.cilium,
    tetragonVersion: versions.tetragon,
  };
  return [
    name,
    {
      ...ciliumPlanArgs(config, { charts, nodeCount, kernelVersion: versions.kernel }),
      ...controllerArgs(config),
    },
  ];
});
