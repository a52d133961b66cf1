import type { Endpoint, Machine } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { basePatches } from "./base.ts";
import { clusterPatches } from "./cluster.ts";
import { controlPlanePatches } from "./control-plane.ts";
import { firewallPatches } from "./firewall.ts";
import { singleMachinePatches } from "./machine.ts";
import { patchText } from "./patch.ts";
import { providerPatches } from "./provider.ts";
import { userPatches } from "./user.ts";

/**
 * The patches that turn the generated configuration of a role into that of one machine, as YAML texts.
 *
 * Talos applies them in this order and the later one wins: base, cluster, role, provider, machine, user. Pure, and known
 * before anything exists, so that policies can judge them in a preview.
 */
export function machinePatches(settings: MachineSettings, endpoint: Endpoint, machine: Machine): string[] {
  const ours = [
    ...basePatches(settings),
    ...clusterPatches(settings),
    ...(machine.role === "controlplane" ? controlPlanePatches(settings) : []),
    ...firewallPatches(settings, machine.role),
    ...providerPatches(machine),
    ...singleMachinePatches(settings, endpoint, machine),
  ];
  return [...ours.map(patchText), ...userPatches(settings, machine)];
}
