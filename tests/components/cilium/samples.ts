import { globSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

/** Arguments with a title that says what is special about them. */
export type TitledArgs = readonly [title: string, args: CiliumPlanArgs];

/** What a file in `samples/` exports. */
interface SampleFile {
  readonly samples: readonly (readonly [title: string, change: Partial<CiliumPlanArgs>])[];
}

const folder = join(import.meta.dirname, "samples");
// Modules are loaded at once, so that each sample can be a test of its own.
const require = createRequire(import.meta.url);

/** Everything on, and that with each of the changes that the files in `samples/` make. */
export const samples: readonly TitledArgs[] = [
  ["everything on", everything],
  ...globSync("*.ts", { cwd: folder })
    .sort()
    .flatMap((file) =>
      (require(join(folder, file)) as SampleFile).samples.map(([title, change]): TitledArgs => [
        `${basename(file, ".ts")}: ${title}`,
        { ...everything, ...change },
      ]),
    ),
];
