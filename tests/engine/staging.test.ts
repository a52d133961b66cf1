import { describeEnvironment } from "./environment.ts";

describeEnvironment("staging", {
  machines: {
    controlplane: {
      "infraflux-staging-cp-1": "pve-staging-1",
      "infraflux-staging-cp-2": "pve-staging-2",
      "infraflux-staging-cp-3": "pve-staging-1",
    },
    worker: {
      "infraflux-staging-worker-1": "pve-staging-1",
      "infraflux-staging-worker-2": "pve-staging-2",
      "infraflux-staging-worker-3": "pve-staging-1",
    },
  },
  localPlugins: true,
});
