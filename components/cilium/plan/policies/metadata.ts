import type { CiliumObject } from "../capabilities/capability.ts";
import type { CiliumPlan } from "../plan.ts";
import { tenants } from "./namespaces.ts";
import { refusing, tcp } from "./policy.ts";

/**
 * Address at which AWS, Azure and Google Cloud tell a machine about itself, its credentials among it. It is the same link-local one on all of them
 * (their documentation of the instance metadata service).
 */
const metadataService = "169.254.169.254/32";

/**
 * On a cloud no pod may ask for what its machine is given, whatever else allows it: the machine's configuration and, where
 * the cloud does not see who asks, its credentials. What runs in the host's network is the machine itself.
 */
export function metadataPolicies({ cloud }: CiliumPlan): CiliumObject[] {
  return cloud
    ? [
        refusing(
          "deny-metadata",
          "Pods get nothing from the cloud's metadata service: it answers for the machine.",
          {
            endpointSelector: tenants,
            // By its port: at the same address Google Cloud resolves names.
            egressDeny: [{ toCIDR: [metadataService], toPorts: [{ ports: tcp(80) }] }],
          },
        ),
      ]
    : [];
}
