import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { simulatedSecretKeys } from "../../automation/configuration.ts";
import { stackProgram } from "../../automation/context.ts";
import { seed } from "../../automation/simulated-world.ts";
import { SECRETS } from "../../config/index.ts";
import { CLOUDS } from "../../config/providers.ts";
import { openWorld } from "../../simulator/core/world.ts";
import { generateIdentity, patchMachineConfiguration } from "../../simulator/packages/talos/index.ts";
import { committedValues, resolved, type Values } from "../support/engine.ts";
import { onProvider, PROVIDERS, type Provider } from "../support/providers.ts";
import { record, revealed } from "../support/record.ts";
import { SimulatedMocks } from "../support/simulated-mocks.ts";
import { documentsOf, TalosConfigs } from "../support/talosctl.ts";

const identity = generateIdentity();

/** Settings that say something of everything that could depend on where machines run. */
const settings: Values = {
  profile: "blank",
  environment: { name: "dev", domain: "dev.example.org" },
  cluster: { name: "edge", id: 7 },
  network: { nodeCidr: "10.40.0.0/22" },
  controlPlane: { etcdDisk: { size: 20 } },
  workers: {
    worker: {
      count: 1,
      labels: { "example.org/tier": "general" },
      taints: [{ key: "example.org/spare", effect: "PreferNoSchedule" }],
      dataDisks: [{ name: "data", size: 100 }],
    },
  },
  security: {
    talosApiAllowedCidrs: ["203.0.113.0/24"],
    kubernetesApiAllowedCidrs: ["198.51.100.0/24"],
  },
  talos: { patches: { cluster: [{ machine: { sysctls: { "vm.max_map_count": "262144" } } }] } },
};

const machines = ["edge-cp-1", "edge-worker-1"] as const;

/** The configuration that each machine ends up with, by its name. The secrets are the same on every provider. */
async function configurationsOn(provider: Provider): Promise<Record<string, string>> {
  const values = onProvider(settings, provider, { controlPlanes: 1, workers: 1 });
  const { config, settings: complete } = resolved("dev", values);
  const secrets = simulatedSecretKeys(new Set(), complete).map(
    (key) => [key, SECRETS[key].simulated("0".repeat(64))] as const,
  );
  const texts = Object.entries(values).map(([key, value]) => [
    `infraflux:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(
    Object.fromEntries([...texts, ...secrets.map(([key, value]) => [`infraflux:${key}`, value])]) as Record<
      string,
      string
    >,
    secrets.map(([key]) => `infraflux:${key}`),
  );
  const world = openWorld(":memory:");
  try {
    seed(world, config);
    world.put("identity", "edge-identity-secrets", identity);
    const recording = await record(stackProgram, { stack: "dev", mocks: new SimulatedMocks(world) });
    return Object.fromEntries(
      machines.map((name) => {
        const { inputs } = recording.named(`edge-talos-${name}`);
        const { machineConfigurationInput, configPatches } = revealed(inputs) as {
          readonly machineConfigurationInput: string;
          readonly configPatches: readonly string[];
        };
        return [name, patchMachineConfiguration(machineConfigurationInput, configPatches)];
      }),
    );
  } finally {
    world.close();
  }
}

/** Every value of a configuration by its document and path, such as `main machine.install.disk`; lists are one value. */
function valuesOf(configuration: string): Map<string, string> {
  const leaves = (value: unknown, path: string): [string, string][] =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`))
      : [[path, JSON.stringify(value)]];
  return new Map(
    Object.entries(documentsOf(configuration)).flatMap(([kind, documents]) =>
      documents.flatMap(({ name, ...document }) =>
        leaves(document, "").map(([path, value]): [string, string] => [
          [kind, ...(typeof name === "string" ? [name] : []), path].join(" "),
          value,
        ]),
      ),
    ),
  );
}

/** A difference that a provider makes. */
interface Difference {
  readonly why: string;
  readonly paths: RegExp;
  /** Where it is made, compared with Proxmox. */
  readonly on: readonly Provider[];
}

const elsewhere = PROVIDERS.filter((provider) => provider !== "proxmox");

/** All that may differ from a machine on Proxmox. */
const differences: readonly Difference[] = [
  {
    why: "the installer's image is made for the platform",
    paths: /^main machine\.install\.image$/,
    on: elsewhere,
  },
  {
    why: "the disk that Talos is installed on",
    paths: /^main machine\.install\.disk(Selector\..+)?$/,
    on: ["aws", "metal"],
  },
  {
    why: "how further disks are found",
    paths: /^(VolumeConfig EPHEMERAL|UserVolumeConfig data) provisioning\.diskSelector\.match$/,
    on: elsewhere,
  },
  {
    why: "the failure domain, which cloud controllers tell by themselves",
    paths: /^main machine\.nodeLabels\.topology\.kubernetes\.io\/zone$/,
    on: elsewhere,
  },
  {
    why: "the hardware address by which the link is found",
    paths: /^LinkAliasConfig node0 selector\.match$/,
    on: elsewhere,
  },
  {
    why: "clouds give addresses, routes, name and time servers",
    paths: /^(LinkAliasConfig node0|LinkConfig node0|ResolverConfig|TimeSyncConfig) /,
    on: CLOUDS,
  },
  { why: "no address is shared on a cloud's network", paths: /^Layer2VIPConfig /, on: CLOUDS },
  {
    why: "on clouds the API is behind a load balancer",
    paths: /^main cluster\.controlPlane\.endpoint$/,
    on: CLOUDS,
  },
  {
    why: "certificates have the load balancer's name, and not the VIP and an address that is not known yet",
    paths: /^main (machine|cluster\.apiServer)\.certSANs$/,
    on: CLOUDS,
  },
  {
    why: "a shared address, or that of a load balancer that hands packets on, is not the machine's own",
    paths: /^main (machine\.kubelet\.nodeIP\.validSubnets|cluster\.etcd\.advertisedSubnets)$/,
    on: CLOUDS,
  },
  {
    why: "a cloud controller tells Kubernetes about the machine",
    paths: /^main cluster\.externalCloudProvider\.enabled$/,
    on: CLOUDS,
  },
  {
    why: "load balancers of the cloud come to ports of Services",
    paths: /^NetworkRuleConfig node-ports /,
    on: CLOUDS,
  },
  {
    why: "health checks come from networks of the cloud",
    paths: /^NetworkRuleConfig (talos-api|kubernetes-api) ingress$/,
    on: ["azure", "gcp"],
  },
  {
    why: "machines come to a public load balancer under addresses of their gateway",
    paths: /^NetworkRuleConfig kubernetes-api-egress /,
    on: ["azure", "gcp"],
  },
  {
    why: "the address of a load balancer that hands packets on as they are",
    paths: /^LinkConfig lo /,
    on: ["gcp"],
  },
];

describe("the same settings on another provider", function () {
  this.timeout(120_000);
  const rendered = new Map<Provider, Record<string, string>>();

  before(async () => {
    for (const provider of PROVIDERS) {
      rendered.set(provider, await configurationsOn(provider));
    }
  });

  /** Where the configuration of a machine differs from that on Proxmox: documents and paths. */
  function differing(provider: Provider, machine: string): string[] {
    const here = valuesOf(rendered.get(provider)?.[machine] ?? "");
    const there = valuesOf(rendered.get("proxmox")?.[machine] ?? "");
    assert.ok(here.size > 50 && there.size > 50, "there is hardly a configuration to compare");
    return [...new Set([...here.keys(), ...there.keys()])].filter(
      (path) => here.get(path) !== there.get(path),
    );
  }

  for (const provider of elsewhere) {
    const ofProvider = differences.filter(({ on }) => on.includes(provider));

    for (const machine of machines) {
      it(`change nothing about ${machine} on ${provider} but what the platform decides`, () => {
        assert.deepEqual(
          differing(provider, machine).filter((path) => !ofProvider.some(({ paths }) => paths.test(path))),
          [],
        );
      });
    }

    it(`change on ${provider} all that the platform is said to decide`, () => {
      const paths = machines.flatMap((machine) => differing(provider, machine));
      assert.deepEqual(
        ofProvider.filter((difference) => !paths.some((path) => difference.paths.test(path))),
        [],
      );
    });
  }

  it("give configurations that Talos accepts, in the mode of each platform", async () => {
    using configs = await TalosConfigs.generate();
    for (const [provider, configurations] of rendered) {
      for (const configuration of Object.values(configurations)) {
        await configs.validate(configuration, provider === "metal" ? "metal" : "cloud");
      }
    }
  });
});

describe("a stack file of the repository", () => {
  const sizes = {
    dev: { controlPlanes: 1, workers: 2 },
    staging: { controlPlanes: 3, workers: 3 },
    prod: { controlPlanes: 3, workers: 5 },
  } as const;

  for (const [stack, size] of Object.entries(sizes)) {
    for (const provider of PROVIDERS) {
      it(`is one of ${provider} when ${stack} names it and has the section about it`, () => {
        const values = committedValues(stack);
        const { config } = resolved(stack, onProvider(values, provider, size));
        const before = resolved(stack, values).config;

        assert.equal(config.provider, provider);
        assert.deepEqual(
          config.pools.map(({ name, role, count }) => ({ name, role, count })),
          before.pools.map(({ name, role, count }) => ({ name, role, count })),
        );
        for (const part of ["cluster", "environment", "network", "security", "talos", "versions"] as const) {
          // What Proxmox needs to work at all is put in by itself.
          assert.deepEqual({ ...config[part], extensions: [] }, { ...before[part], extensions: [] }, part);
        }
      });
    }
  }
});
