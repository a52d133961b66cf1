import { wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark, configurationReference } from "../../references.ts";

/** Kubelet gives pods the profile of the runtime. Pods that ask for none have a rule of their own. */
export const talosSeccompDefault = configurationRule({
  id: "talos-seccomp-default",
  title: "Pods have the runtime's seccomp profile by default",
  rationale:
    "Without it a pod that says nothing may use every system call, also those that only exploits of the kernel use.",
  severity: "medium",
  remedy:
    "Talos generates it: take out the patch that turns it off, or set `machine.kubelet.defaultRuntimeSeccompProfileEnabled: true`.",
  references: [cisBenchmark("4.2.14"), configurationReference],
  generated: true,
  check: ({ main }, { report }) => {
    wantFlag(main.at("machine", "kubelet", "defaultRuntimeSeccompProfileEnabled"), true, false, report);
  },
});
