import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

/** Capabilities that go with IPsec: all but those that it excludes. */
export const besideIpsec = {
  wireguard: false,
  hostFirewall: false,
  multicast: false,
  bandwidthManager: false,
} as const;

/** Every way to encrypt, and none. */
export const samples: readonly Sample[] = [
  [
    "WireGuard for nodes too, with everything dropped that is not encrypted",
    {
      settings: {
        encryption: {
          nodeEncryption: true,
          strict: { egress: true, ingress: true },
          persistentKeepaliveSeconds: 25,
        },
      },
    },
  ],
  [
    "strict WireGuard with native routing",
    {
      capabilities: { multicast: false },
      settings: { routingMode: "native", encryption: { strict: { egress: true } } },
    },
  ],
  [
    "IPsec in the middle of its life, in a tunnel",
    {
      capabilities: besideIpsec,
      settings: {
        encryption: {
          ipsec: { enabled: true, keyId: 15, keyRotationMinutes: 60 },
          strict: { egress: true },
        },
      },
    },
  ],
  [
    "IPsec around the host's network stack",
    {
      capabilities: besideIpsec,
      settings: { routingMode: "native", hostRouting: "ebpf", encryption: { ipsec: { enabled: true } } },
    },
  ],
  ["no encryption", { capabilities: { wireguard: false } }],
];
