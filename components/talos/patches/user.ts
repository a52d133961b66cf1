import type { MachineSpec } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";

/** The user's own patches for a machine, from the most general to the most particular. */
export function userPatches(
  { userPatches: wanted = {} }: MachineSettings,
  { name, role }: MachineSpec,
): string[] {
  const ofRole = role === "controlplane" ? wanted.controlPlane : wanted.worker;
  return [...(wanted.cluster ?? []), ...(ofRole ?? []), ...(wanted.machines?.[name] ?? [])];
}
