import { clashIf } from "../conflicts/conflict.ts";
import type { Capability } from "./capability.ts";

/** Hubble's relay and user interface. */
export const serviceMap: Capability = {
  name: "serviceMap",
  purpose: "Shows in Hubble's user interface who talks to whom.",
  cost: "The relay and the interface take some hundred MiB; each node keeps its last 4095 flows in memory.",
  check: { command: "cilium hubble ui", shows: "the map of a namespace in a browser." },
  conflicts: [
    {
      id: "hubble-ui-needs-relay",
      reason: "the user interface asks the relay, which gathers the flows of all nodes",
      source: "Cilium documentation, Service Map & Hubble UI",
      remedy: "Switch settings.serviceMap.relay on, or settings.serviceMap.ui off.",
      clashes: ({ on, settings: { serviceMap: settings } }) =>
        clashIf(
          on.serviceMap && settings.ui && !settings.relay,
          "settings.serviceMap.ui",
          true,
          "false while the relay is off",
        ),
    },
  ],
  values: ({ settings: { serviceMap: settings } }, on) => ({
    hubble: {
      // Without a rollout the relay would keep the certificates that it started with.
      relay: on && settings.relay ? { enabled: true, rollOutPods: true } : { enabled: false },
      ui: on && settings.ui ? { enabled: true, rollOutPods: true } : { enabled: false },
    },
  }),
};
