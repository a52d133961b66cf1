import type { CiliumPlan } from "../plan.ts";
import type { ChartValues } from "./merge.ts";

/** The Secret with the IPsec key, in the release's namespace. */
export const ipsecSecret = { name: "cilium-ipsec-keys", key: "keys" } as const;

/**
 * How traffic between the nodes is encrypted: by WireGuard, by IPsec or not at all.
 *
 * The number of the IPsec key is not among the values. Agents take up a new key as it appears in their Secret; a change of
 * values would restart them, some with the new key while others have the old one only.
 */
export function encryptionValues(plan: CiliumPlan, wireguard: boolean): ChartValues {
  const { encryption } = plan.settings;
  const strictMode = strictValues(plan);
  if (wireguard) {
    return {
      enabled: true,
      type: "wireguard",
      nodeEncryption: encryption.nodeEncryption,
      strictMode,
      wireguard: { persistentKeepalive: `${encryption.persistentKeepaliveSeconds}s` },
    };
  }
  const { enabled, keyRotationMinutes } = encryption.ipsec;
  return enabled
    ? {
        enabled: true,
        type: "ipsec",
        nodeEncryption: false,
        strictMode,
        ipsec: {
          secretName: ipsecSecret.name,
          keyFile: ipsecSecret.key,
          keyWatcher: true,
          keyRotationDuration: `${keyRotationMinutes}m`,
        },
      }
    : { enabled: false, strictMode };
}

function strictValues({ podCidr, settings }: CiliumPlan): ChartValues {
  const { encryption, routingMode } = settings;
  const { egress, ingress } = encryption.strict;
  return {
    egress: egress
      ? {
          enabled: true,
          cidr: podCidr,
          // A tunnel's own packets travel between nodes, so the agent has to tell nodes from pods as it goes.
          allowRemoteNodeIdentities: routingMode === "tunnel",
        }
      : { enabled: false },
    ingress: { enabled: ingress },
  };
}
