import { describeEnvironment } from "./environment.ts";

describeEnvironment("prod", {
  machines: {
    controlplane: {
      "infraflux-prod-cp-1": "pve-1",
      "infraflux-prod-cp-2": "pve-2",
      "infraflux-prod-cp-3": "pve-3",
    },
    worker: {
      "infraflux-prod-worker-1": "pve-1",
      "infraflux-prod-worker-2": "pve-2",
      "infraflux-prod-worker-3": "pve-3",
      "infraflux-prod-worker-4": "pve-1",
      "infraflux-prod-worker-5": "pve-2",
    },
  },
  localPlugins: true,
});
