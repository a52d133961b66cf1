import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import type { Machine } from "../../../components/machines/index.ts";
import type { MachineSettings } from "../../../components/talos/index.ts";
import { documentsOf, TalosConfigs } from "../../support/talosctl.ts";
import { controlPlane, fullSettings, knownPatches, plainSettings, worker } from "./samples.ts";

/** The parts of the main document that are looked at. */
interface Main {
  readonly debug: boolean;
  readonly machine: {
    readonly certSANs: string[];
    readonly install: { readonly disk?: string; readonly diskSelector?: object; readonly image: string };
    readonly kubelet: { readonly extraArgs: object; readonly nodeIP: object };
    readonly features: {
      readonly hostDNS: object;
      readonly kubePrism: object;
      readonly kubernetesTalosAPIAccess?: object;
    };
    readonly nodeLabels: Record<string, string>;
    readonly nodeTaints?: Record<string, string>;
    readonly sysctls?: object;
  };
  readonly cluster: {
    readonly network: object;
    readonly proxy: { readonly disabled: boolean };
    readonly discovery: { readonly enabled: boolean };
    readonly etcd?: { readonly advertisedSubnets: string[] };
    readonly apiServer?: {
      readonly certSANs: string[];
      readonly admissionControl: { readonly name: string; readonly configuration: object }[];
      readonly auditPolicy: { readonly rules: object[] };
    };
    readonly extraManifests?: string[];
    readonly allowSchedulingOnControlPlanes?: boolean;
    readonly secretboxEncryptionSecret?: string;
  };
}

describe("machinePatches", () => {
  let talos: TalosConfigs;

  before(async () => {
    talos = await TalosConfigs.generate();
  });

  after(() => {
    talos[Symbol.dispose]();
  });

  async function rendered(settings: MachineSettings, machine: Machine) {
    const configuration = await talos.patched(machine.role, knownPatches(settings, machine));
    const documents = documentsOf(configuration);
    return { configuration, documents, main: documents["main"]?.[0] as unknown as Main };
  }

  const withDisks: Machine = {
    ...controlPlane,
    etcdDisk: { sizeGiB: 20 },
    dataDisks: [
      { name: "data", sizeGiB: 100, kind: "userVolume" },
      { name: "ceph", sizeGiB: 100, kind: "raw" },
    ],
  };

  for (const [what, settings, machine] of [
    ["a plain control plane", plainSettings, controlPlane],
    ["a plain worker", plainSettings, worker],
    ["a control plane with everything", fullSettings, withDisks],
    ["a worker with everything", fullSettings, { ...worker, taints: [{ key: "gpu", effect: "NoSchedule" }] }],
    ["encryption by TPM", { ...fullSettings, diskEncryption: { key: "tpm" } }, withDisks],
    [
      "an install disk by selector",
      plainSettings,
      { ...worker, installDisk: { selector: { model: "QEMU*" } } },
    ],
    [
      "a machine whose network the platform sets",
      plainSettings,
      { ...worker, mac: undefined, network: undefined },
    ],
    ["no audit log", { ...plainSettings, auditPolicy: "none" }, controlPlane],
  ] satisfies [string, MachineSettings, Machine][]) {
    for (const mode of ["cloud", "metal"] as const) {
      it(`gives what Talos accepts for ${what} in mode ${mode}`, async () => {
        await talos.validate((await rendered(settings, machine)).configuration, mode);
      });
    }
  }

  it("is refused by Talos where a patch breaks the configuration", async () => {
    const broken = {
      ...plainSettings,
      userPatches: { cluster: ["cluster:\n  network:\n    cni:\n      name: wrong\n"] },
    };

    await assert.rejects(
      talos.validate((await rendered(broken, controlPlane)).configuration),
      /cni name should be one of/,
    );
  });

  it("is refused by Talos where a patch names an unknown key", async () => {
    const broken = { ...plainSettings, userPatches: { cluster: ["machine:\n  kublet: {}\n"] } };

    await assert.rejects(rendered(broken, controlPlane), /unknown keys found/);
  });

  it("leaves networking to Cilium before the first bootstrap", async () => {
    const { main } = await rendered(plainSettings, controlPlane);

    assert.deepEqual(main.cluster.network, {
      cni: { name: "none" },
      dnsDomain: "cluster.local",
      podSubnets: ["10.244.0.0/16"],
      serviceSubnets: ["10.96.0.0/12"],
    });
    assert.equal(main.cluster.proxy.disabled, true);
    assert.deepEqual(main.machine.features.kubePrism, { enabled: true, port: 7445 });
    assert.deepEqual(main.machine.features.hostDNS, { enabled: true, forwardKubeDNSToHost: false });
  });

  it("keeps kube-proxy where nothing takes its place", async () => {
    const { main } = await rendered({ ...plainSettings, kubeProxy: true }, controlPlane);
    assert.equal(main.cluster.proxy.disabled, false);
  });

  it("replaces the networks of the generated configuration instead of adding to them", async () => {
    const network = {
      ...plainSettings.network,
      podCidr: "10.1.0.0/16",
      serviceCidr: "10.2.0.0/16",
      dnsDomain: "edge.local",
    };
    const { main } = await rendered({ ...plainSettings, network }, controlPlane);

    assert.deepEqual(main.cluster.network, {
      cni: { name: "none" },
      dnsDomain: "edge.local",
      podSubnets: ["10.1.0.0/16"],
      serviceSubnets: ["10.2.0.0/16"],
    });
  });

  it("names the machine itself and not by what the platform says", async () => {
    const { documents } = await rendered(plainSettings, controlPlane);

    assert.deepEqual(documents["HostnameConfig"], [
      { apiVersion: "v1alpha1", kind: "HostnameConfig", hostname: "edge-cp-1", auto: "off" },
    ]);
  });

  it("finds the link by its hardware address and puts address and VIP on it", async () => {
    const { documents } = await rendered(fullSettings, { ...controlPlane, mac: "02:A1:B2:C3:D4:E5" });

    const [alias] = documents["LinkAliasConfig"] ?? [];
    const [link] = documents["LinkConfig"] ?? [];
    const [vip] = documents["Layer2VIPConfig"] ?? [];
    const name = alias?.["name"];
    assert.deepEqual(alias?.["selector"], { match: 'mac(link.permanent_addr) == "02:a1:b2:c3:d4:e5"' });
    assert.deepEqual(link, {
      apiVersion: "v1alpha1",
      kind: "LinkConfig",
      name,
      addresses: [{ address: "10.0.0.11/24" }],
      routes: [{ gateway: "10.0.0.1" }],
    });
    assert.deepEqual(vip, { apiVersion: "v1alpha1", kind: "Layer2VIPConfig", name: "10.0.0.10", link: name });
  });

  it("gives no VIP to a worker", async () => {
    assert.equal((await rendered(fullSettings, worker)).documents["Layer2VIPConfig"], undefined);
  });

  it("keeps the VIP out of the addresses of kubelet and etcd", async () => {
    const { main } = await rendered(fullSettings, controlPlane);

    assert.deepEqual(main.machine.kubelet.nodeIP, { validSubnets: ["10.0.0.0/24", "!10.0.0.10/32"] });
    assert.deepEqual(main.cluster.etcd?.advertisedSubnets, ["10.0.0.0/24", "!10.0.0.10/32"]);
  });

  it("asks for a serving certificate that the cluster signs", async () => {
    for (const machine of [controlPlane, worker]) {
      const { main } = await rendered(plainSettings, machine);
      assert.deepEqual(main.machine.kubelet.extraArgs, { "rotate-server-certificates": "true" });
    }
  });

  it("puts the shared names and the machine's own into its certificates, and no peer's", async () => {
    const names = ["10.0.0.10", "api.edge.example.org", "edge-cp-1", "10.0.0.11"];
    const { main } = await rendered(fullSettings, controlPlane);

    assert.deepEqual(main.machine.certSANs, names);
    assert.deepEqual(main.cluster.apiServer?.certSANs, names);
  });

  it("encrypts the system volumes, the second one bound to the first", async () => {
    const { documents } = await rendered(fullSettings, withDisks);

    assert.deepEqual(volumes(documents["VolumeConfig"]), {
      STATE: { provider: "luks2", keys: [{ slot: 0, nodeID: {} }] },
      EPHEMERAL: { provider: "luks2", keys: [{ slot: 0, nodeID: {}, lockToState: true }] },
    });
    assert.deepEqual(volumes(documents["UserVolumeConfig"]), {
      data: { provider: "luks2", keys: [{ slot: 0, nodeID: {}, lockToState: true }] },
    });
  });

  it("moves etcd and the rest of EPHEMERAL to the disk for etcd, and keeps its encryption", async () => {
    const { documents } = await rendered(fullSettings, withDisks);
    const ephemeral = documents["VolumeConfig"]?.filter(({ name }) => name === "EPHEMERAL");

    assert.equal(ephemeral?.length, 1);
    assert.deepEqual(ephemeral[0]?.["provisioning"], {
      diskSelector: { match: 'disk.serial == "etcd" && !system_disk' },
      grow: true,
      minSize: "1GiB",
    });
  });

  it("makes a volume of each data disk, found by its serial number", async () => {
    const { documents } = await rendered(plainSettings, withDisks);

    assert.deepEqual(
      [...(documents["UserVolumeConfig"] ?? []), ...(documents["RawVolumeConfig"] ?? [])].map((volume) => [
        volume["kind"],
        volume["name"],
        (volume["provisioning"] as { diskSelector: { match: string } }).diskSelector.match,
      ]),
      [
        ["UserVolumeConfig", "data", 'disk.serial == "data" && !system_disk'],
        ["RawVolumeConfig", "ceph", 'disk.serial == "ceph" && !system_disk'],
      ],
    );
  });

  it("enforces the Pod Security level and lists kube-system once", async () => {
    const { main } = await rendered(fullSettings, controlPlane);
    const plugins = main.cluster.apiServer?.admissionControl ?? [];

    assert.deepEqual(
      plugins.map(({ name }) => name),
      ["PodSecurity"],
    );
    assert.deepEqual(plugins[0]?.configuration, {
      apiVersion: "pod-security.admission.config.k8s.io/v1",
      kind: "PodSecurityConfiguration",
      defaults: {
        audit: "restricted",
        "audit-version": "latest",
        enforce: "restricted",
        "enforce-version": "latest",
        warn: "restricted",
        "warn-version": "latest",
      },
      exemptions: { namespaces: ["kube-system", "longhorn-system"], runtimeClasses: [], usernames: [] },
    });
  });

  it("never lets the audit log record what a secret holds", async () => {
    const { main } = await rendered(fullSettings, controlPlane);
    const [first] = main.cluster.apiServer?.auditPolicy.rules ?? [];

    assert.equal(main.cluster.apiServer?.auditPolicy.rules.length, 3);
    assert.deepEqual(first, {
      level: "Metadata",
      resources: [
        { group: "", resources: ["secrets", "serviceaccounts/token"] },
        { group: "authentication.k8s.io", resources: ["tokenreviews"] },
      ],
    });
  });

  it("keeps the key that etcd is encrypted with", async () => {
    const { main } = await rendered(fullSettings, controlPlane);

    assert.match(main.cluster.secretboxEncryptionSecret ?? "", /^\S{40,}$/);
  });

  it("opens the Talos API to pods on control planes only", async () => {
    assert.deepEqual(
      (await rendered(fullSettings, controlPlane)).main.machine.features.kubernetesTalosAPIAccess,
      {
        enabled: true,
        allowedRoles: ["os:reader", "os:etcd:backup"],
        allowedKubernetesNamespaces: ["kube-system", "etcd-backup"],
      },
    );
    assert.equal(
      (await rendered(fullSettings, worker)).main.machine.features.kubernetesTalosAPIAccess,
      undefined,
    );
  });

  it("drops what no rule names, and opens etcd and the Kubernetes API on control planes only", async () => {
    const onControlPlane = (await rendered(fullSettings, controlPlane)).documents;
    const onWorker = (await rendered(fullSettings, worker)).documents;
    const rules = (documents: typeof onWorker) =>
      documents["NetworkRuleConfig"]?.map(({ name }) => name) ?? [];

    assert.equal(onWorker["NetworkDefaultActionConfig"]?.[0]?.["ingress"], "block");
    assert.deepEqual(
      rules(onControlPlane).filter((rule) => !rules(onWorker).includes(rule)),
      ["talos-trustd", "etcd", "kubernetes-api"],
    );
    assert.deepEqual(onWorker["NetworkRuleConfig"]?.find(({ name }) => name === "talos-api")?.["ingress"], [
      { subnet: "10.0.0.0/24" },
      { subnet: "10.244.0.0/16" },
      { subnet: "192.168.0.0/16" },
    ]);
  });

  it("lets machines exchange either encapsulation of the pod network, and nobody else", async () => {
    const { documents } = await rendered(fullSettings, worker);

    for (const port of [8472, 6081]) {
      const selector = JSON.stringify({ ports: [port], protocol: "udp" });
      const rule = documents["NetworkRuleConfig"]?.find(
        ({ portSelector }) => JSON.stringify(portSelector) === selector,
      );
      assert.deepEqual(rule?.["ingress"], [{ subnet: "10.0.0.0/24" }], String(port));
    }
  });

  it("lets machines of meshed clusters bring their pods' traffic, check ours and ask for flows, and no more", async () => {
    const network = "10.0.0.0/24";
    const peer = { nodeCidr: "10.7.0.0/24", podCidr: "10.245.0.0/16" };
    const opened = async (meshPeers: readonly (typeof peer)[]) => {
      const ingressFirewall = { ...fullSettings.ingressFirewall, talosApiCidrs: [], meshPeers };
      const { documents } = await rendered({ ...fullSettings, ingressFirewall }, controlPlane);
      const rules = (documents["NetworkRuleConfig"] ?? []).map(({ name, ingress }): [string, string[]] => [
        String(name),
        (ingress as { subnet: string }[]).map(({ subnet }) => subnet),
      ]);
      return Object.fromEntries(rules);
    };
    const alone = await opened([]);
    // A peer on the same network opens nothing twice.
    const meshed = await opened([peer, { ...peer, nodeCidr: network, podCidr: "10.246.0.0/16" }]);

    const changed = Object.keys(meshed).filter((name) => !isDeepStrictEqual(meshed[name], alone[name]));
    assert.deepEqual(changed, [
      ...["cilium-health", "cilium-vxlan", "cilium-geneve", "cilium-wireguard", "hubble-peer"],
    ]);
    assert.deepEqual(meshed["cilium-wireguard"], [network, "10.7.0.0/24"]);
    assert.deepEqual(meshed["hubble-peer"], [
      ...[network, "10.244.0.0/16", "10.7.0.0/24", "10.245.0.0/16", "10.246.0.0/16"],
    ]);
  });

  it("asks mirrors and never the registry behind them", async () => {
    const { documents } = await rendered(fullSettings, worker);

    assert.deepEqual(
      documents["RegistryMirrorConfig"]?.map(({ name, endpoints, skipFallback }) => ({
        name,
        endpoints,
        skipFallback,
      })),
      [
        {
          name: "docker.io",
          endpoints: [{ url: "https://mirror.example.org/v2/docker.io", overridePath: true }],
          skipFallback: true,
        },
        { name: "ghcr.io", endpoints: [{ url: "https://ghcr.example.org" }], skipFallback: true },
      ],
    );
  });

  it("brings labels, taints and the failure domain along", async () => {
    const { main } = await rendered(plainSettings, {
      ...worker,
      labels: { tier: "batch" },
      taints: [
        { key: "dedicated", value: "batch", effect: "NoExecute" },
        { key: "gpu", effect: "NoSchedule" },
      ],
    });

    assert.deepEqual(main.machine.nodeLabels, { tier: "batch", "topology.kubernetes.io/zone": "pve1" });
    assert.deepEqual(main.machine.nodeTaints, { dedicated: "batch:NoExecute", gpu: "NoSchedule" });
  });

  it("applies the user's patches after ours, from the general to the particular", async () => {
    const labels = async (machine: Machine) =>
      (await rendered(fullSettings, machine)).main.machine.nodeLabels["level"];

    assert.equal(await labels(controlPlane), "edge-cp-1");
    assert.equal(await labels({ ...controlPlane, name: "edge-cp-2" }), "control-plane");
    assert.equal(await labels(worker), "worker");
  });

  it("is the same whatever other machines there are", () => {
    const patches = knownPatches(fullSettings, controlPlane).join("\n");

    assert.ok(!patches.includes(worker.name) && !patches.includes(worker.address));
  });

  it("leaves the public discovery service alone where asked", async () => {
    for (const [discovery, enabled] of [
      [undefined, true],
      [false, false],
    ] as const) {
      const { main } = await rendered({ ...plainSettings, discovery }, worker);
      assert.equal(main.cluster.discovery.enabled, enabled);
    }
  });

  it("sets time servers where the machine has some", async () => {
    const network = { ...worker.network, timeServers: ["ntp.example.org"] };

    assert.equal((await rendered(plainSettings, worker)).documents["TimeSyncConfig"], undefined);
    assert.deepEqual(
      (await rendered(plainSettings, { ...worker, network })).documents["TimeSyncConfig"]?.[0]?.["ntp"],
      {
        servers: ["ntp.example.org"],
      },
    );
  });

  it("lets control planes run workloads where asked", async () => {
    const settings = { ...plainSettings, schedulableControlPlanes: true };

    assert.equal((await rendered(settings, controlPlane)).main.cluster.allowSchedulingOnControlPlanes, true);
    assert.equal(
      (await rendered(plainSettings, controlPlane)).main.cluster.allowSchedulingOnControlPlanes,
      undefined,
    );
  });
});

function volumes(documents: Record<string, unknown>[] = []): Record<string, unknown> {
  return Object.fromEntries(documents.map(({ name, encryption }) => [String(name), encryption]));
}
