import * as pulumi from "@pulumi/pulumi";

import type { BootConfiguration } from "../machines/index.ts";
import type { TalosIdentity } from "./identity.ts";
import { machinePatches } from "./patches/index.ts";
import type { MachineSettings } from "./settings.ts";

/**
 * The configuration that machines of a cloud are handed at boot: the same that `TalosCluster` keeps current afterwards.
 */
export function bootConfiguration(
  identity: Pick<TalosIdentity, "machineConfiguration">,
  settings: MachineSettings,
): BootConfiguration {
  return (machine, endpoints) =>
    pulumi.secret(
      identity.machineConfiguration(
        machine.role,
        endpoints.endpoint,
        machinePatches(settings, endpoints, machine),
      ),
    );
}
