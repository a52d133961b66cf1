import type { Capability } from "./capability.ts";

/** Tetragon. It has a chart of its own, see `values/tetragon.ts`, and changes nothing in Cilium's. */
export const tetragon: Capability = {
  name: "tetragon",
  values: () => ({}),
};
