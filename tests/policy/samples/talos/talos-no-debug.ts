import { talosNoDebug } from "../../../../policy/rules/talos/talos-no-debug.ts";
import type { Samples } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

export const samples: Samples = {
  rule: talosNoDebug,
  good: {
    "nothing said": patchedMachine({ machine: { type: "worker" } }),
    "debug that is turned off again": patchedMachine({ debug: true }, { debug: false }),
  },
  bad: {
    debug: { subject: patchedMachine({ debug: true }), messages: ["debug: got true, want false"] },
  },
};
