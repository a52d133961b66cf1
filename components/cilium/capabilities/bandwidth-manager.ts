import type { Capability } from "./capability.ts";

/** Fair queueing by earliest departure time. */
export const bandwidthManager: Capability = {
  name: "bandwidthManager",
  values: ({ settings }, on) => ({
    bandwidthManager: on
      ? // BBR for pods reads timestamps that the host's network stack would clear on the way.
        { enabled: true, bbr: settings.hostRouting === "ebpf" }
      : { enabled: false },
  }),
};
