import { registerHooks } from "node:module";
import process from "node:process";

import type { StackConfig } from "../../../config/index.ts";

// Prints the npm packages whose modules are loaded: `program <stack>` runs the program as the tests record it,
// `provider <name>` loads what it makes machines with. A process of its own, because modules are loaded once.

const packages = new Set<string>();
registerHooks({
  load: (url, context, nextLoad) => {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
    if (name !== undefined) {
      packages.add(name);
    }
    return nextLoad(url, context);
  },
});

const [what, name = ""] = process.argv.slice(2);
if (what === "program") {
  const { recordStack } = await import("../../support/stack-graph.ts");
  await recordStack(name);
} else {
  const { providerModule } = await import("../../../stack/providers/load.ts");
  await providerModule(name as StackConfig["provider"]);
}
process.stdout.write(JSON.stringify([...packages]));
