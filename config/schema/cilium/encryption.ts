import { z } from "zod";

/** How traffic between the nodes is encrypted. */
export const encryption = {
  encryption: z
    .strictObject({
      ipsec: z
        .strictObject({
          enabled: z
            .boolean()
            .default(false)
            .describe("IPsec in place of WireGuard; the capability `wireguard` must be off."),
          keyId: z
            .int()
            .min(1)
            .max(15)
            .default(1)
            .describe("Number of the key. Raise it by one for a new key, after 15 to 1."),
          keyRotationMinutes: z
            .int()
            .min(5)
            .max(1440)
            .default(5)
            .describe(
              "Minutes for which the nodes keep the old key beside the new one. In a mesh it must last until every cluster has the new one.",
            ),
        })
        .prefault({})
        .describe("IPsec between the nodes."),
      nodeEncryption: z
        .boolean()
        .default(false)
        .describe(
          "WireGuard for the nodes' own traffic too, except from and to control planes (beta in Cilium).",
        ),
      strict: z
        .strictObject({
          egress: z
            .boolean()
            .default(false)
            .describe("Drops what a node would send unencrypted to a pod of another node."),
          ingress: z
            .boolean()
            .default(false)
            .describe("Drops what a node gets unencrypted from a pod of another node. Only with WireGuard."),
        })
        .prefault({})
        .describe("What happens to pod traffic that should be encrypted and is not."),
      persistentKeepaliveSeconds: z
        .int()
        .min(0)
        .max(65535)
        .default(0)
        .describe(
          "Seconds after which an idle WireGuard peer is spoken to, for firewalls that forget; 0 for never.",
        ),
    })
    .prefault({})
    .describe("How traffic between the nodes is encrypted."),
};
