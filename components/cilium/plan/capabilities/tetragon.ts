import { tracingPolicyObjects } from "../objects/tracing-policies.ts";
import { tracingPolicies, tracingPolicyNames } from "../tracing-policies/index.ts";
import type { Capability } from "./capability.ts";

/** Tetragon. It has a chart of its own, see `values/tetragon.ts`, and changes nothing in Cilium's. */
export const tetragon: Capability = {
  name: "tetragon",
  purpose:
    "Observes processes, files and connections of pods in the kernel, and refuses what must not happen.",
  cost: "Some percent of processor time, by the number of policies; a log of each node's processes.",
  check: {
    command: "kubectl -n kube-system exec ds/tetragon -c tetragon -- tetra tracingpolicy list",
    shows: "each policy as `enabled`, with its mode.",
  },
  conflicts: [
    {
      id: "tracing-policy-exists",
      reason: "settings of a policy that is not there would do nothing",
      source: "docs/runbooks/tetragon.md",
      remedy: "Correct the name, or create a TracingPolicy of your own.",
      clashes: ({ on, settings }) =>
        Object.keys(settings.tetragon.policies)
          .filter((name) => on.tetragon && !tracingPolicyNames.some((known) => known === name))
          .map((name) => ({
            path: `settings.tetragon.policies.${name}`,
            value: name,
            allowed: `one of ${tracingPolicyNames.join(", ")}`,
          })),
    },
    {
      id: "tracing-policy-can-block",
      reason: "a policy that only observes looks where nothing can be refused",
      source: "docs/runbooks/tetragon.md",
      remedy: "Leave the mode out, or switch the policy off.",
      clashes: ({ on, settings }) =>
        tracingPolicies
          .filter(({ blocks, name }) => !blocks && settings.tetragon.policies[name].mode === "enforce")
          .filter(() => on.tetragon)
          .map(({ name }) => ({
            path: `settings.tetragon.policies.${name}.mode`,
            value: "enforce",
            allowed: "observe or off",
          })),
    },
  ],
  values: () => ({}),
  objects: tracingPolicyObjects,
};
