import { wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { configurationReference } from "../../references.ts";

/** `debug` of the main document is not on. Kernel arguments that write to the console are not judged. */
export const talosNoDebug = configurationRule({
  id: "talos-no-debug",
  title: "Machines do not write debug logs on the console",
  rationale:
    "Whoever sees the console, often all users of a hypervisor, reads the logs of every system service, and a slow serial console slows the machine down.",
  severity: "low",
  remedy:
    "Set `infraflux:environment:debug` to false. Elsewhere take `debug: true` out of the configuration.",
  references: [configurationReference],
  check: ({ main }, { report }) => {
    wantFlag(main.at("debug"), false, false, report);
  },
});
