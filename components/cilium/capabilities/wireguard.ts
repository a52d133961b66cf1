import type { Capability } from "./capability.ts";

/** WireGuard between nodes (UDP 51871), with keys that each agent makes for itself. */
export const wireguard: Capability = {
  name: "wireguard",
  values: (_plan, on) => ({ encryption: on ? { enabled: true, type: "wireguard" } : { enabled: false } }),
};
