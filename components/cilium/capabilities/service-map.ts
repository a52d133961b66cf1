import type { Capability } from "./capability.ts";

/** Hubble's relay and user interface; the interface reads from the relay, so they come together. */
export const serviceMap: Capability = {
  name: "serviceMap",
  values: (_plan, on) => (on ? { hubble: { relay: { enabled: true }, ui: { enabled: true } } } : {}),
};
