import assert from "node:assert/strict";

import { CiliumStack, ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs, CiliumSettings, CiliumStackArgs } from "../../../components/cilium/index.ts";
import { record, revealed } from "../../support/record.ts";
import { everything } from "./arguments.ts";
import { besideIpsec, samples } from "./samples/encryption.ts";

type Encryption = NonNullable<CiliumSettings["encryption"]>;

const encrypted = (encryption: Encryption, change: Partial<CiliumPlanArgs> = {}): CiliumPlanArgs => ({
  ...everything,
  ...change,
  settings: { ...change.settings, encryption },
});
const ipsec = (more: Encryption["ipsec"] = {}, change: Partial<CiliumPlanArgs> = {}) =>
  encrypted({ ipsec: { enabled: true, ...more } }, { capabilities: besideIpsec, ...change });
const valuesOf = (args: CiliumPlanArgs) => ciliumValues(args).cilium["encryption"] as Record<string, unknown>;
const problemsOf = (args: CiliumPlanArgs) =>
  ciliumProblems(args).map(({ path, problem }) => `${path}: ${problem}`);

const lenient = { egress: { enabled: false }, ingress: { enabled: false } };

describe("encryption between the nodes", () => {
  for (const [title, change] of samples) {
    it(`has nothing against ${title}`, () => {
      assert.deepEqual(ciliumProblems({ ...everything, ...change }), []);
    });
  }

  it("is WireGuard between pods by default", () => {
    assert.deepEqual(valuesOf(everything), {
      enabled: true,
      type: "wireguard",
      nodeEncryption: false,
      strictMode: lenient,
      wireguard: { persistentKeepalive: "0s" },
    });
  });

  it("is IPsec where that is chosen, with the key in a Secret and not in the values", () => {
    const values = {
      enabled: true,
      type: "ipsec",
      nodeEncryption: false,
      strictMode: lenient,
      ipsec: {
        secretName: "cilium-ipsec-keys",
        keyFile: "keys",
        keyWatcher: true,
        keyRotationDuration: "30m",
      },
    };
    assert.deepEqual(valuesOf(ipsec({ keyRotationMinutes: 30 })), values);
    // Other values would restart the agents in the middle of a rotation.
    assert.deepEqual(valuesOf(ipsec({ keyRotationMinutes: 30, keyId: 2 })), values);
  });

  it("leaves nothing on when it is switched off", () => {
    assert.deepEqual(valuesOf({ ...everything, capabilities: { wireguard: false } }), {
      enabled: false,
      strictMode: lenient,
    });
  });

  it("is strict about the pod network, and tells nodes from pods in a tunnel only", () => {
    const egress = (change: Partial<CiliumPlanArgs>) =>
      (valuesOf(encrypted({ strict: { egress: true } }, change))["strictMode"] as typeof lenient).egress;

    assert.deepEqual(egress({}), { enabled: true, cidr: "10.244.0.0/16", allowRemoteNodeIdentities: true });
    assert.deepEqual(egress({ settings: { routingMode: "native" } }), {
      enabled: true,
      cidr: "10.244.0.0/16",
      allowRemoteNodeIdentities: false,
    });
  });
});

describe("ciliumProblems, of encryption", () => {
  const refused: [string, CiliumPlanArgs, RegExp[]][] = [
    [
      "IPsec beside WireGuard",
      ipsec({}, { capabilities: { ...besideIpsec, wireguard: true } }),
      [/^settings\.encryption\.ipsec\.enabled: want false while the capability wireguard is on, got true: /],
    ],
    [
      "IPsec with host policies",
      ipsec({}, { capabilities: { ...besideIpsec, hostFirewall: true } }),
      [
        /^capabilities\.hostFirewall: want false with IPsec, got true: .*IPsec Transparent Encryption, limitations/,
      ],
    ],
    [
      "IPsec with multicast",
      ipsec({}, { capabilities: { ...besideIpsec, multicast: true } }),
      [/^capabilities\.multicast: want false with IPsec, got true: /],
    ],
    [
      "IPsec with the bandwidth manager",
      ipsec({}, { capabilities: { ...besideIpsec, bandwidthManager: true } }),
      [/^capabilities\.bandwidthManager: want false with IPsec, got true: .*cilium\/cilium#13105/],
    ],
    [
      "IPsec behind Talos' firewall",
      ipsec({}, { talosFirewall: true }),
      [/^talosFirewall: want false with IPsec, got true: .*siderolabs\/talos#14070/],
    ],
    [
      "IPsec around the host's network stack with Cilium 1.18",
      ipsec(
        {},
        {
          settings: { hostRouting: "ebpf" },
          charts: { ciliumVersion: "1.18.9", tetragonVersion: "1.7.0" },
        },
      ),
      [/^settings\.hostRouting: want legacy with IPsec on Cilium 1\.18\.9 and Linux 6\.18, got "ebpf": /],
    ],
    [
      "IPsec around the host's network stack on an old kernel",
      ipsec({}, { settings: { hostRouting: "ebpf" }, kernelVersion: "6.12" }),
      [/^settings\.hostRouting: want legacy with IPsec on Cilium 1\.20\.0 and Linux 6\.12, got "ebpf": /],
    ],
    [
      "what only WireGuard can do, with IPsec",
      encrypted(
        {
          ipsec: { enabled: true },
          nodeEncryption: true,
          strict: { ingress: true },
          persistentKeepaliveSeconds: 25,
        },
        { capabilities: besideIpsec },
      ),
      [
        /^settings\.encryption\.nodeEncryption: want false without the capability wireguard, got true: /,
        /^settings\.encryption\.strict\.ingress: want false without the capability wireguard, got true: /,
        /^settings\.encryption\.persistentKeepaliveSeconds: want 0 without the capability wireguard, got 25: /,
      ],
    ],
    [
      "strictness without encryption",
      encrypted({ strict: { egress: true } }, { capabilities: { wireguard: false } }),
      [/^settings\.encryption\.strict\.egress: want false without encryption, got true: /],
    ],
    [
      "encrypted nodes whose load balancing stays open",
      encrypted(
        { nodeEncryption: true },
        {
          capabilities: { multicast: false },
          settings: {
            routingMode: "native",
            loadBalancing: { mode: "dsr", dsrDispatch: "opt", acceleration: "best-effort" },
          },
        },
      ),
      [
        /^settings\.loadBalancing\.acceleration: want disabled with nodeEncryption, got "best-effort": /,
        /^settings\.loadBalancing\.dsrDispatch: want geneve with nodeEncryption and mode dsr, got "opt": /,
      ],
    ],
    [
      "a key number that IPsec has not",
      ipsec({ keyId: 16 }),
      [/^settings\.encryption\.ipsec\.keyId: want a whole number from 1 to 15, got 16$/],
    ],
    [
      "a rotation that is over before every agent has the key",
      ipsec({ keyRotationMinutes: 1 }),
      [/^settings\.encryption\.ipsec\.keyRotationMinutes: want a whole number from 5 to 1440, got 1$/],
    ],
  ];
  for (const [title, args, expected] of refused) {
    it(`refuses ${title}`, () => {
      const problems = problemsOf(args);

      assert.equal(problems.length, expected.length, problems.join("\n"));
      expected.forEach((pattern, index) => {
        assert.match(problems[index] ?? "", pattern);
      });
    });
  }
});

describe("CiliumStack with IPsec", () => {
  const key = "00112233445566778899aabbccddeeff00112233";
  const client = {
    host: "https://10.0.0.10:6443",
    caCertificate: "Y2E=",
    clientCertificate: "Y2VydA==",
    clientKey: "a2V5",
  };
  const run = (args: Partial<CiliumStackArgs>) =>
    record(() => new CiliumStack("edge", { ...ipsec({ keyId: 3 }), client, ...args }));

  it("makes the Secret that the agents mount before it installs them", async () => {
    const seen = await run({ ipsecKey: key });
    const { inputs } = seen.named("edge-ipsec-keys");

    assert.deepEqual(revealed(inputs["metadata"]), {
      name: "cilium-ipsec-keys",
      namespace: "kube-system",
      labels: { "infraflux.io/ipsec-key-id": "3" },
    });
    assert.deepEqual(revealed(inputs["stringData"]), { keys: `3+ rfc4106(gcm(aes)) ${key} 128` });
    assert.deepEqual(seen.named("edge-release").dependsOn, ["edge-ipsec-keys"]);
  });

  it("never shows the key, not even in its own inputs", async () => {
    assert.deepEqual((await run({ ipsecKey: key })).leaking(key), []);
  });

  it("makes no Secret while IPsec is off, though there is a key", async () => {
    const seen = await record(() => new CiliumStack("edge", { ...everything, client, ipsecKey: key }));

    assert.deepEqual(seen.all("kubernetes:core/v1:Secret"), []);
  });

  const wrong: [string, Partial<CiliumStackArgs>, string][] = [
    [
      "no key",
      {},
      "ipsecKey: want the key of IPsec, as settings.encryption.ipsec.enabled says that there is one",
    ],
    [
      "a key of another form, which it does not show",
      { ipsecKey: "hunter2" },
      "ipsecKey: want 20 random bytes as 40 hexadecimal digits, got something else",
    ],
  ];
  for (const [title, args, message] of wrong) {
    it(`refuses ${title}`, async () => {
      await record(() => {
        assert.throws(() => new CiliumStack("edge", { ...ipsec(), client, ...args }), { message });
      });
    });
  }
});
