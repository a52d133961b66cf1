import { describeEnvironment } from "./environment.ts";

describeEnvironment("dev", {
  machines: {
    controlplane: { "infraflux-dev-cp-1": "pve-dev" },
    worker: { "infraflux-dev-worker-1": "pve-dev", "infraflux-dev-worker-2": "pve-dev" },
  },
  localPlugins: false,
});
