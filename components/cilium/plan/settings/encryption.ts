/** Encryption with keys that the kernel's IPsec uses. */
export interface IpsecSettings {
  /** Whether IPsec encrypts pod traffic between the nodes. It takes the place of the capability `wireguard`, which must be off. Default: false. */
  readonly enabled?: boolean;

  /** Number of the key, 1 to 15. Raise it by one to have a new key, after 15 to 1. Default: 1. */
  readonly keyId?: number;

  /**
   * Minutes for which the nodes keep the old key beside the new one. In a mesh it must last until every cluster has the new
   * one. Default: 5.
   */
  readonly keyRotationMinutes?: number;
}

/** What happens to pod traffic that should be encrypted and is not. */
export interface StrictSettings {
  /** Whether a node drops what it would send unencrypted to a pod of another node. Default: false. */
  readonly egress?: boolean;

  /** Whether a node drops what it gets unencrypted from a pod of another node. Only with WireGuard. Default: false. */
  readonly ingress?: boolean;
}

/** How traffic between the nodes is encrypted. */
export interface EncryptionSettings {
  /** IPsec, in place of WireGuard. Default: off. */
  readonly ipsec?: IpsecSettings;

  /**
   * Whether WireGuard also encrypts traffic of the nodes themselves, except that from and to control planes, which Cilium
   * leaves out. Beta in Cilium. Default: false.
   */
  readonly nodeEncryption?: boolean;

  /** What happens to pod traffic that is not encrypted. Default: it passes. */
  readonly strict?: StrictSettings;

  /** Seconds after which an idle WireGuard peer is spoken to, for firewalls that forget; 0 for never. Default: 0. */
  readonly persistentKeepaliveSeconds?: number;
}

/** Fills in the defaults. */
export function resolveEncryption({ ipsec = {}, strict = {}, ...given }: EncryptionSettings) {
  return {
    ipsec: {
      enabled: ipsec.enabled ?? false,
      keyId: ipsec.keyId ?? 1,
      keyRotationMinutes: ipsec.keyRotationMinutes ?? 5,
    },
    nodeEncryption: given.nodeEncryption ?? false,
    strict: { egress: strict.egress ?? false, ingress: strict.ingress ?? false },
    persistentKeepaliveSeconds: given.persistentKeepaliveSeconds ?? 0,
  } as const;
}
