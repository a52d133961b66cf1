import type { Input } from "@pulumi/pulumi";

import type { Endpoints, MachineSpec } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { basePatches } from "./base.ts";
import { clusterPatches } from "./cluster.ts";
import { controlPlanePatches } from "./control-plane.ts";
import { endpointPatches } from "./endpoint.ts";
import { firewallPatches } from "./firewall.ts";
import { singleMachinePatches } from "./machine.ts";
import { patchText } from "./patch.ts";
import { providerPatches } from "./provider.ts";
import { laterStoragePatches } from "./storage.ts";
import { userPatches } from "./user.ts";

/**
 * The patches that turn the generated configuration of a role into that of one machine, as YAML texts.
 *
 * Talos applies them in this order and the later one wins: base, cluster, role, provider, machine, user. Pure, and known
 * before anything exists, so that policies can judge them in a preview; all but those about a load balancer or
 * a volume, which has to be there first.
 */
export function machinePatches(
  settings: MachineSettings,
  endpoints: Endpoints,
  machine: MachineSpec,
): Input<string>[] {
  const ours = [
    ...basePatches(settings),
    ...clusterPatches(settings),
    ...(machine.role === "controlplane" ? controlPlanePatches(settings) : []),
    ...firewallPatches(settings, machine.role),
    ...providerPatches(settings, machine),
    ...singleMachinePatches(settings, endpoints, machine),
  ];
  return [
    ...ours.map(patchText),
    ...endpointPatches(settings, endpoints, machine),
    ...laterStoragePatches(settings, machine),
    ...userPatches(settings, machine),
  ];
}
