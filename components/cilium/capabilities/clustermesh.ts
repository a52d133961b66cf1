import type { Capability } from "./capability.ts";

/** The API server that peers of a mesh connect to; peers themselves are declared later. */
export const clustermesh: Capability = {
  name: "clustermesh",
  values: ({ on: toggles, settings, nodeCount }, on) => ({
    clustermesh: on
      ? {
          useAPIServer: true,
          apiserver: {
            replicas: nodeCount > 1 ? 2 : 1,
            service: {
              // A node port works everywhere; an address of its own survives the loss of the node that peers know.
              type: toggles.l4lb && settings.loadBalancerRange ? "LoadBalancer" : "NodePort",
            },
            // See Hubble: the default method makes new certificates at each render.
            tls: { auto: { enabled: true, method: "cronJob" } },
          },
        }
      : { useAPIServer: false },
  }),
};
