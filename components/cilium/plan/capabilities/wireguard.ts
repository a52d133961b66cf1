import { encryptionConflicts } from "../conflicts/encryption.ts";
import { encryptionValues } from "../values/encryption.ts";
import type { Capability } from "./capability.ts";

/** WireGuard between nodes (UDP 51871), with keys that each agent makes for itself. While it is off, IPsec can take its place. */
export const wireguard: Capability = {
  name: "wireguard",
  purpose: "Encrypts pod traffic between the nodes.",
  cost: "Throughput, and processor time on both ends; 60 to 80 bytes of each packet.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg encrypt status",
    shows: "`Encryption: Wireguard` and a peer for each other node.",
  },
  conflicts: encryptionConflicts,
  values: (plan, on) => ({ encryption: encryptionValues(plan, on) }),
};
