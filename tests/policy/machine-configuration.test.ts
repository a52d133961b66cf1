import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { stringify } from "yaml";

import type { MachineConfiguration } from "../../policy/shapes/talos/machine-configuration.ts";
import { machineConfigurations } from "../../policy/shapes/talos/machine-configuration.ts";
import type { Value } from "../../policy/judge/value.ts";
import { NotKnown } from "../../policy/judge/value.ts";
import type { Role } from "../../components/machines/index.ts";
import { documentsOf, TalosConfigs } from "../support/talosctl.ts";
import { knownMachine, patchedMachine } from "./samples/talos/builders.ts";
import type { Sample } from "./support/sample.ts";
import { resourceOf, unknown } from "./support/sample.ts";

/** The one machine configuration that a resource carries. */
function configurationOf(
  sample: Sample,
  baseline: "patches" | "configuration" = "patches",
): MachineConfiguration {
  const [configuration, ...further] = machineConfigurations(resourceOf(sample), baseline);
  assert.ok(configuration);
  assert.deepEqual(further, []);
  return configuration;
}

describe("machine configuration, against talosctl", function () {
  this.timeout(60_000);
  let configs: TalosConfigs;

  before(async () => {
    configs = await TalosConfigs.generate();
  });

  after(() => {
    configs[Symbol.dispose]();
  });

  /** Compares every document with what talosctl makes of the same patches. */
  async function agree(role: Role, patches: readonly string[]): Promise<void> {
    const generated = await configs.patched(role, []);
    const expected = documentsOf(await configs.patched(role, patches));
    const sample = knownMachine({}, ...patches);
    const configuration = configurationOf({
      ...sample,
      props: { ...sample.props, machineConfigurationInput: generated },
    });
    for (const [kind, documents] of Object.entries(expected)) {
      const ours = kind === "main" ? [configuration.main] : configuration.documents(kind);
      assert.deepEqual(byName(ours.map(plain)), byName(documents.map(withoutEmpty)), kind);
    }
    assert.equal(configuration.role, role);
  }

  const cases: Readonly<Record<string, readonly object[]>> = {
    "maps are merged, lists grow": [
      { machine: { certSANs: ["a.example.org"], nodeLabels: { zone: "a" } } },
      { machine: { certSANs: ["b.example.org"], nodeLabels: { rack: "1" } } },
    ],
    "empty values say nothing, false does": [
      { cluster: { clusterName: "" }, machine: { features: { kubePrism: { enabled: false, port: 0 } } } },
    ],
    "subnets and audit policies are replaced": [
      { cluster: { network: { podSubnets: ["10.1.0.0/16"], serviceSubnets: ["10.2.0.0/16"] } } },
      {
        cluster: {
          apiServer: {
            auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "None" }] },
          },
        },
      },
    ],
    "arguments are replaced": [
      { machine: { kubelet: { extraArgs: { "anonymous-auth": "true", "max-pods": "100" } } } },
      { machine: { kubelet: { extraArgs: { "anonymous-auth": "false" } } } },
    ],
    "admission plugins are merged by name": [
      {
        cluster: {
          apiServer: {
            admissionControl: [
              {
                name: "PodSecurity",
                configuration: {
                  defaults: { enforce: "restricted" },
                  exemptions: { namespaces: ["storage"] },
                },
              },
              { name: "EventRateLimit", configuration: { limits: [{ type: "Server" }] } },
            ],
          },
        },
      },
    ],
    "interfaces are merged by name, VLANs by number": [
      {
        machine: {
          network: {
            interfaces: [
              { interface: "eth0", dhcp: true, vlans: [{ vlanId: 30, dhcp: true }] },
              { deviceSelector: { driver: "virtio" }, mtu: 9000 },
            ],
          },
        },
      },
      {
        machine: {
          network: {
            interfaces: [
              { interface: "eth0", vlans: [{ vlanId: 30, vip: { ip: "10.0.0.5" } }, { vlanId: 40 }] },
              { deviceSelector: { driver: "virtio" }, dhcp: true },
            ],
          },
        },
      },
    ],
    "firewall rules are replaced where they say anything": [
      {
        apiVersion: "v1alpha1",
        kind: "NetworkRuleConfig",
        name: "api",
        portSelector: { ports: [6443, "50000-50001"], protocol: "tcp" },
        ingress: [{ subnet: "10.0.0.0/24" }],
      },
      {
        apiVersion: "v1alpha1",
        kind: "NetworkRuleConfig",
        name: "api",
        portSelector: { ports: [6443] },
        ingress: [{ subnet: "10.0.1.0/24" }],
      },
    ],
    "a network is taken out of a firewall rule": [
      {
        apiVersion: "v1alpha1",
        kind: "NetworkRuleConfig",
        name: "api",
        portSelector: { ports: [6443], protocol: "tcp" },
        ingress: [{ subnet: "10.0.0.0/24" }, { subnet: "10.0.1.0/24" }],
      },
      {
        apiVersion: "v1alpha1",
        kind: "NetworkRuleConfig",
        name: "api",
        ingress: [{ subnet: "10.0.0.0/24", $patch: "delete" }],
      },
    ],
    "documents are merged by kind and name": [
      {
        apiVersion: "v1alpha1",
        kind: "VolumeConfig",
        name: "STATE",
        encryption: { provider: "luks2", keys: [{ slot: 0, nodeID: {} }] },
      },
      {
        apiVersion: "v1alpha1",
        kind: "VolumeConfig",
        name: "EPHEMERAL",
        encryption: { provider: "luks2", keys: [{ slot: 0, nodeID: {}, lockToState: true }] },
      },
      { apiVersion: "v1alpha1", kind: "VolumeConfig", name: "EPHEMERAL", provisioning: { grow: true } },
    ],
    "a part is deleted": [
      {
        machine: { features: { kubePrism: { $patch: "delete" } } },
        cluster: { discovery: { enabled: false } },
      },
    ],
    "an element is deleted, another one comes": [
      {
        cluster: {
          apiServer: {
            admissionControl: [
              { name: "PodSecurity", $patch: "delete" },
              { name: "EventRateLimit", configuration: { limits: [{ type: "Server" }] } },
            ],
          },
        },
      },
    ],
    "a document is deleted": [{ apiVersion: "v1alpha1", kind: "HostnameConfig", $patch: "delete" }],
  };

  for (const [what, patches] of Object.entries(cases)) {
    it(what, () =>
      agree(
        "controlplane",
        patches.map((patch) => stringify(patch)),
      ),
    );
  }

  it("several documents in one patch", () =>
    agree("worker", [
      "machine:\n  nodeLabels: {zone: a}\n---\napiVersion: v1alpha1\nkind: TimeSyncConfig\nenabled: true\n",
    ]));

  it("operations on a configuration of one document", () =>
    agree("controlplane", [
      stringify({ apiVersion: "v1alpha1", kind: "HostnameConfig", $patch: "delete" }),
      JSON.stringify([
        { op: "add", path: "/machine/certSANs", value: ["a.example.org"] },
        { op: "add", path: "/machine/certSANs/0", value: "b.example.org" },
        { op: "add", path: "/machine/certSANs/-", value: "c.example.org" },
        { op: "replace", path: "/machine/features/kubePrism/enabled", value: false },
        { op: "add", path: "/machine/nodeLabels/example.org~1zone", value: "a" },
        { op: "copy", from: "/machine/certSANs/1", path: "/cluster/clusterName" },
        { op: "move", from: "/machine/certSANs/0", path: "/machine/nodeLabels/moved" },
        { op: "remove", path: "/machine/features/hostDNS" },
      ]),
      stringify([{ op: "remove", path: "/cluster/apiServer/admissionControl/0" }]),
    ]));

  for (const environment of ["dev", "staging", "prod"]) {
    it(`the machines of ${environment}`, async () => {
      const machines = machinesOf(environment);
      await agree("controlplane", patchesOf(machines, "-cp-1"));
      await agree("worker", patchesOf(machines, "-worker-1"));
    });
  }
});

describe("machine configuration", () => {
  const apiServer = { cluster: { apiServer: {} } };

  it("says what a machine is, as far as it shows", () => {
    const roles = {
      generated: configurationOf(knownMachine({ machine: { type: "worker" } }, apiServer)).role,
      "former name": configurationOf(knownMachine({ machine: { type: "init" } })).role,
      "API server": configurationOf(patchedMachine(apiServer)).role,
      "Talos API access": configurationOf(
        patchedMachine({ machine: { features: { kubernetesTalosAPIAccess: {} } } }),
      ).role,
      VIP: configurationOf(
        patchedMachine({ apiVersion: "v1alpha1", kind: "Layer2VIPConfig", name: "10.0.0.5" }),
      ).role,
      nothing: configurationOf(patchedMachine({ machine: { install: {} } })).role,
    };
    assert.deepEqual(roles, {
      generated: "worker",
      "former name": "controlplane",
      "API server": "controlplane",
      "Talos API access": "controlplane",
      VIP: "controlplane",
      nothing: undefined,
    });
  });

  it("counts what only the generated configuration may have as absent with the baseline patches", () => {
    const configuration = configurationOf(patchedMachine(apiServer), "patches");
    assert.equal(configuration.main.at("machine", "type").text(), undefined);
    assert.equal(configuration.document("VolumeConfig", "STATE").exists(), false);
  });

  it("does not know it with the baseline configuration", () => {
    const configuration = configurationOf(patchedMachine(apiServer), "configuration");
    assert.throws(() => configuration.main.at("machine", "type").text(), new NotKnown("machine.type"));
    assert.throws(
      () => configuration.document("VolumeConfig", "STATE").at("encryption").exists(),
      new NotKnown("VolumeConfig[STATE].encryption"),
    );
    assert.equal(configuration.main.at("cluster", "apiServer").exists(), true);
  });

  it("does not know what patches that come later may have", () => {
    for (const configPatches of [unknown, [unknown], ["debug: true", unknown]]) {
      const sample = knownMachine({ machine: { type: "worker" } });
      const configuration = configurationOf({ ...sample, props: { ...sample.props, configPatches } });
      assert.throws(() => configuration.main.at("persist").flag(), new NotKnown("persist"));
    }
  });

  it("counts every value as a secret", () => {
    const configuration = configurationOf(
      knownMachine(apiServer, { apiVersion: "v1alpha1", kind: "KmsgLogConfig", name: "a" }),
    );
    assert.equal(configuration.main.at("cluster").secret, true);
    assert.equal(configuration.document("KmsgLogConfig", "a").secret, true);
    assert.equal(configuration.documents("KmsgLogConfig")[0]?.secret, true);
  });

  it("lets pass what is no configuration, and refuses nothing for it", () => {
    for (const patch of ["machine: [", "a: *b", "- op: replace\n  path: 3\n", "text", "7", "", "[]"]) {
      assert.deepEqual(configurationOf(patchedMachine(patch)).main.plain(), {}, patch);
    }
  });

  it("takes keys for keys that every object has", () => {
    const patch = { constructor: [{ name: "a" }], toString: { valueOf: 1 } };
    assert.deepEqual(configurationOf(patchedMachine(JSON.stringify(patch))).main.plain(), patch);
  });

  it("leaves the data of a machine alone that shares its patches", () => {
    const shared = stringify({ machine: { certSANs: ["a"] } });
    const more = configurationOf(patchedMachine(shared, { machine: { certSANs: ["b"] } }));
    assert.deepEqual(more.main.at("machine", "certSANs").texts(), ["a", "b"]);
    assert.deepEqual(configurationOf(patchedMachine(shared)).main.at("machine", "certSANs").texts(), ["a"]);
  });
});

describe("user data", () => {
  const text = stringify({ version: "v1alpha1", machine: { type: "worker" }, cluster: {} });
  const packed = Buffer.from(text).toString("base64");
  const zipped = gzipSync(text).toString("base64");

  const carriers: readonly (readonly [type: string, props: object])[] = [
    ["aws:ec2/instance:Instance", { userData: text }],
    ["aws:ec2/instance:Instance", { userDataBase64: zipped }],
    ["aws:ec2/launchTemplate:LaunchTemplate", { userData: packed }],
    ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", { userDataBase64: packed }],
    ["gcp:compute/instance:Instance", { metadata: { "user-data": text } }],
    ["gcp:compute/instanceTemplate:InstanceTemplate", { metadata: { "user-data": text } }],
    ["gcp:compute/regionInstanceTemplate:RegionInstanceTemplate", { metadata: { "user-data": text } }],
    ["azure-native:compute:VirtualMachine", { osProfile: { customData: packed } }],
    ["azure-native:compute/v20240701:VirtualMachine", { userData: packed }],
    ["azure-native_compute_v20240701:compute:VirtualMachine", { osProfile: { customData: packed } }],
    [
      "azure-native:compute:VirtualMachineScaleSet",
      { virtualMachineProfile: { osProfile: { customData: packed } } },
    ],
    ["proxmoxve:index/fileLegacy:FileLegacy", { sourceRaw: { fileName: "user-data.yaml", data: text } }],
  ];
  for (const [type, props] of carriers) {
    it(`is read from ${type}: ${Object.keys(props).join()}`, () => {
      const configuration = configurationOf({ type, props: { ...props } });
      assert.equal(configuration.role, "worker");
      assert.equal(configuration.main.at("machine", "install").exists(), false);
    });
  }

  it("is no machine configuration where it is for another system", () => {
    const others = [
      "#cloud-config\nusers: [admin]\n",
      "#!/bin/sh\necho hello\n",
      Buffer.from("#cloud-config\n").toString("base64"),
      Buffer.from([0x1f, 0x8b, 1, 2]).toString("base64"),
      "apiVersion: v1\nkind: Pod\n",
      `${text}# ${"long ".repeat(60_000)}`,
      "",
    ];
    for (const userData of others) {
      const sample = { type: "aws:ec2/instance:Instance", props: { userData } };
      assert.deepEqual(machineConfigurations(resourceOf(sample), "patches"), [], userData.slice(0, 80));
    }
  });

  it("may be one as long as it is not known", () => {
    const configuration = configurationOf({
      type: "aws:ec2/instance:Instance",
      props: { userData: unknown },
    });
    assert.throws(() => configuration.main.at("debug").flag(), new NotKnown("debug"));
  });
});

/** Resources of an environment, as its golden file has them. */
function machinesOf(environment: string): { name: string; inputs: { configPatches?: string[] } }[] {
  const file = new URL(`../golden/${environment}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as ReturnType<typeof machinesOf>;
}

function patchesOf(machines: ReturnType<typeof machinesOf>, suffix: string): readonly string[] {
  const patches = machines.find(
    ({ name, inputs }) => name.endsWith(suffix) && inputs.configPatches !== undefined,
  )?.inputs.configPatches;
  assert.ok(patches, suffix);
  return patches;
}

function plain(value: Value): unknown {
  return withoutEmpty(value.plain());
}

/** talosctl writes some empty values and leaves out others. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => !isEmpty(inner)));
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === "" ||
    value === 0 ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

/** Documents in an order that does not depend on who wrote them. */
function byName(documents: readonly unknown[]): readonly unknown[] {
  return documents.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
