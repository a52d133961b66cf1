import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import type { Machine } from "../../../components/machines/index.ts";
import { TalosCluster, type TalosClusterArgs } from "../../../components/talos/index.ts";
import { record, revealed, type How } from "../../support/record.ts";
import { secretValues, talosFakes } from "./fakes.ts";
import { controlPlane, endpoint, fullSettings, knownPatches, plainSettings, worker } from "./samples.ts";

const APPLY = "talos:machine/configurationApply:ConfigurationApply";
const BOOTSTRAP = "talos:machine/bootstrap:Bootstrap";
const KUBECONFIG = "talos:cluster/kubeconfig:Kubeconfig";
const KUBERNETES = "pulumi:providers:kubernetes";
const GATE = "command:local:Command";

const second = { ...controlPlane, name: "edge-cp-2", address: "10.0.0.12" } satisfies Machine;
const third = { ...controlPlane, name: "edge-cp-3", address: "10.0.0.13" } satisfies Machine;

const args: TalosClusterArgs = {
  clusterName: "edge",
  identity: {
    clientConfiguration: {
      caCertificate: "ca",
      clientCertificate: "certificate",
      clientKey: "talos-client-key",
    },
    machineConfiguration: (role) => `configuration-of-${role}`,
  },
  machines: { controlPlane: [controlPlane, second, third], workers: [worker], endpoint },
  settings: fullSettings,
};

const cluster = (changes: Partial<TalosClusterArgs> = {}, how: How = {}) =>
  record(() => new TalosCluster("edge-talos", { ...args, ...changes }), { fakes: talosFakes, ...how });

describe("TalosCluster", () => {
  it("parents every child to itself, or to its gate, and prefixes its name", async () => {
    for (const child of (await cluster()).resources.slice(1)) {
      assert.equal(child.parent, child.type === GATE ? "edge-talos-api" : "edge-talos", child.name);
      assert.match(child.name, /^edge-talos-/);
    }
  });

  it("shows the same resources in a preview", async () => {
    const [planned, real] = [await cluster({}, { preview: true }), await cluster()];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("configures each machine at its own address, with the configuration of its role and its own patches", async () => {
    const seen = await cluster();

    for (const machine of [controlPlane, worker]) {
      const { inputs } = seen.named(`edge-talos-${machine.name}`);
      assert.equal(inputs["node"], machine.address);
      assert.equal(revealed(inputs["machineConfigurationInput"]), `configuration-of-${machine.role}`);
      assert.deepEqual(inputs["configPatches"], knownPatches(fullSettings, machine));
    }
    assert.equal(seen.all(APPLY).length, 4);
  });

  it("keeps the patches readable in a preview, so that policies can judge them", async () => {
    const { inputs } = (await cluster({}, { preview: true })).named("edge-talos-edge-cp-1");

    assert.deepEqual(inputs["configPatches"], knownPatches(fullSettings, controlPlane));
  });

  it("configures a machine once it is up, and waits for nothing else", async () => {
    const seen = await record(
      () => {
        const resource = new pulumi.ComponentResource("test:index:Vm", "vm");
        const machines = { ...args.machines, workers: [{ ...worker, resource }] };
        return new TalosCluster("edge-talos", { ...args, machines });
      },
      { fakes: talosFakes },
    );

    const { dependsOn, opts } = seen.named("edge-talos-edge-general-1");
    assert.deepEqual(dependsOn, ["vm"]);
    assert.equal(opts.replaceWith?.length, 1, "and again when the machine is made anew");
    assert.deepEqual(seen.named("edge-talos-edge-cp-2").dependsOn, []);
  });

  it("sends later configurations to a machine that had its first one at boot", async () => {
    const machines = { ...args.machines, workers: [{ ...worker, configDelivery: "userData" as const }] };

    assert.equal((await cluster({ machines })).all(APPLY).length, 4);
  });

  describe("behind load balancers that are made in the same run", () => {
    const behind = (how: How = {}) =>
      record(
        () => {
          const listener = (name: string) => new pulumi.ComponentResource("test:index:Listener", name);
          const machines = {
            ...args.machines,
            endpoint: {
              ...{ host: pulumi.output("api.example.org"), port: 6443, passthrough: true },
              resources: [listener("api-listener")],
            },
            talosApi: {
              ...{ host: pulumi.output("talos.example.org"), port: 50000 },
              resources: [listener("talos-listener")],
            },
          };
          const settings = { ...fullSettings, vip: undefined };
          return new TalosCluster("edge-talos", { ...args, machines, settings });
        },
        { fakes: talosFakes, ...how },
      );

    it("speaks to every machine through the one before the Talos API, once that is there", async () => {
      const seen = await behind();

      for (const { inputs, dependsOn } of seen.all(APPLY)) {
        assert.equal(inputs["endpoint"], "talos.example.org");
        assert.deepEqual(dependsOn, ["talos-listener"]);
      }
      assert.equal(seen.only(BOOTSTRAP).inputs["endpoint"], "talos.example.org");
      assert.equal(seen.only(KUBECONFIG).inputs["endpoint"], "talos.example.org");
      assert.deepEqual(seen.only(GATE).dependsOn, ["api-listener"]);
    });

    it("lets control planes vouch for their names, and take the address of one that hands packets on", async () => {
      const patches = (await behind()).named("edge-talos-edge-cp-1").inputs["configPatches"] as string[];
      const documents = patches.map((text) => parse(text) as Record<string, unknown>);
      const names = documents.flatMap(
        ({ machine }) => (machine as { certSANs?: string[] } | undefined)?.certSANs ?? [],
      );

      assert.deepEqual(names.slice(-2), ["api.example.org", "talos.example.org"]);
      assert.deepEqual(
        documents.find(({ kind, name }) => kind === "LinkConfig" && name === "lo")?.["addresses"],
        [{ address: "api.example.org/32" }],
      );
      const ofWorker = (await behind()).named("edge-talos-edge-general-1").inputs[
        "configPatches"
      ] as string[];
      assert.ok(!ofWorker.join("\n").includes("example.org/32"));
    });
  });

  it("bootstraps the first control plane, after it was configured, and tells of every change of that", async () => {
    const { inputs, dependsOn, opts } = (await cluster()).only(BOOTSTRAP);

    assert.equal(inputs["node"], "10.0.0.11");
    assert.deepEqual(dependsOn, ["edge-talos-edge-cp-1"]);
    assert.equal(opts.ignoreChanges, undefined, "an imported bootstrap has none of the inputs");
  });

  it("asks for the kubeconfig after the bootstrap, and again when the API has moved", async () => {
    const { dependsOn, opts } = (await cluster()).only(KUBECONFIG);
    const moved = { ...endpoint, host: "10.0.0.9" };
    const after = (await cluster({ machines: { ...args.machines, endpoint: moved } })).only(KUBECONFIG);

    assert.deepEqual(dependsOn, ["edge-talos-bootstrap"]);
    assert.equal(opts.replacementTrigger, `${endpoint.host}:${endpoint.port}`);
    assert.equal(after.opts.replacementTrigger, `10.0.0.9:${endpoint.port}`);
  });

  it("asks the API only once what it was told to wait for is there", async () => {
    const seen = await record(
      () => {
        const name = new pulumi.ComponentResource("test:index:Record", "record");
        return new TalosCluster("edge-talos", args, { dependsOn: [name] });
      },
      { fakes: talosFakes },
    );

    assert.deepEqual(seen.only(GATE).dependsOn, ["record"]);
  });

  it("keeps every machine for as long as something on the cluster has to be deleted", async () => {
    const seen = await record(
      () => {
        const resource = new pulumi.ComponentResource("test:index:Vm", "vm");
        const atBoot = { ...worker, name: "edge-boot-1", configDelivery: "userData" as const, resource };
        const machines = { ...args.machines, workers: [worker, atBoot] };
        return new TalosCluster("edge-talos", { ...args, machines });
      },
      { fakes: talosFakes },
    );

    assert.deepEqual(seen.only(KUBERNETES).dependsOn.slice(1), [
      "edge-talos-edge-cp-1",
      "edge-talos-edge-cp-2",
      "edge-talos-edge-cp-3",
      "edge-talos-edge-general-1",
      "edge-talos-edge-boot-1",
    ]);
  });

  it("gives a Kubernetes provider that waits for the API and survives a renewed kubeconfig", async () => {
    const { inputs, dependsOn } = (await cluster()).only(KUBERNETES);

    assert.equal(dependsOn[0], "edge-talos-api");
    assert.equal(inputs["clusterIdentifier"], "edge");
    assert.equal(revealed(inputs["kubeconfig"]), "kubeconfig-file");
  });

  it("gives a Kubernetes provider that takes over what a run made before it was killed", async () => {
    const { inputs } = (await cluster()).only(KUBERNETES);

    assert.equal(inputs["upsertExistingObjects"], "true");
  });

  it("writes a talosconfig whose endpoints are the control planes and never the VIP", async () => {
    const asked: Record<string, unknown>[] = [];
    await cluster(
      {},
      {
        fakes: {
          ...talosFakes,
          "talos:client/getConfiguration:getConfiguration": (inputs) => {
            asked.push(inputs);
            return { talosConfig: "" };
          },
        },
      },
    );

    assert.deepEqual(
      asked.map(({ endpoints }) => endpoints),
      [["10.0.0.11", "10.0.0.12", "10.0.0.13"]],
    );
  });

  it("gives its credentials as secrets", async () => {
    const made: TalosCluster[] = [];
    await record(() => made.push(new TalosCluster("edge-talos", args)), { fakes: talosFakes });

    for (const output of ["kubeconfig", "talosconfig", "clientCredentials"] as const) {
      assert.equal(
        await (made[0]?.[output] as unknown as { isSecret: Promise<boolean> }).isSecret,
        true,
        output,
      );
    }
  });

  it("never shows a secret, not even in its own inputs", async () => {
    const seen = await cluster();

    for (const value of secretValues) {
      assert.deepEqual(seen.leaking(value), [], value);
    }
  });

  it("works for one machine that is there already", async () => {
    const machines = { controlPlane: [controlPlane], workers: [], endpoint };
    const seen = await cluster({ machines, settings: { ...plainSettings, schedulableControlPlanes: true } });

    assert.equal(seen.all(APPLY).length, 1);
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new TalosCluster("a", args), new TalosCluster("b", args)], { fakes: talosFakes });
  });

  const refused: [string, Partial<TalosClusterArgs>, string][] = [
    [
      "an even number of control planes",
      { machines: { ...args.machines, controlPlane: [controlPlane, second] } },
      "machines.controlPlane: want an odd number, so that etcd has a majority, got 2",
    ],
    [
      "two machines of one name",
      { machines: { ...args.machines, workers: [worker, worker] } },
      "machines: want names that differ, got edge-general-1 twice",
    ],
    [
      "patches for a machine that is not there",
      { settings: { ...plainSettings, userPatches: { machines: { "edge-cp-9": [""] } } } },
      "settings.userPatches.machines: want names of machines, got edge-cp-9",
    ],
    [
      "a VIP outside the machines' network",
      { settings: { ...plainSettings, vip: "10.0.9.10" } },
      "settings.vip: want an address in settings.network.nodeCidr 10.0.0.0/24, got 10.0.9.10",
    ],
    [
      "a VIP that a control plane has",
      { settings: { ...plainSettings, vip: "10.0.0.12" } },
      "settings.vip: want an address of its own, got 10.0.0.12, which a control plane has",
    ],
    [
      "a VIP whose link nothing defines",
      { machines: { ...args.machines, controlPlane: [{ ...controlPlane, mac: undefined }] } },
      "settings.vip: want control planes with mac, network and a plain address, which the VIP's link is found by; " +
        "missing on edge-cp-1",
    ],
    [
      "a machine outside its network",
      { machines: { ...args.machines, workers: [{ ...worker, address: "10.0.1.21" }] } },
      "settings.network.nodeCidr: want the network of every machine, got 10.0.0.0/24, which edge-general-1 (10.0.1.21) " +
        "is not in",
    ],
    [
      "networks that are none",
      {
        settings: {
          ...plainSettings,
          network: { ...plainSettings.network, nodeCidr: "10.0.0.0", podCidr: "pods" },
        },
      },
      'settings.network.nodeCidr: want a network in CIDR notation such as 10.0.0.0/24, got "10.0.0.0"\n' +
        'settings.network.podCidr: want a network in CIDR notation such as 10.0.0.0/24, got "pods"',
    ],
  ];

  for (const [what, changes, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(cluster(changes), { message });
    });
  }
});
