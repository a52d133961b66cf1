import assert from "node:assert/strict";

import { CLOUDS, type Cloud } from "../../config/providers.ts";
import { resolved, type Values } from "../support/engine.ts";
import { recordProgram } from "../support/program.ts";
import { cloudSection, type CloudChoice } from "../support/provider-sections.ts";
import { onProvider } from "../support/providers.ts";
import type { Recorded, Recording } from "../support/record.ts";

/** Machines by role, and the place of each: a host, a rack or a zone. */
type Places = Readonly<Record<"controlPlane" | "worker", readonly string[]>>;

/** A size, and what it comes to. */
interface Size {
  readonly values: Values;
  readonly controlPlanes: number;
  readonly workers: number;
}

const common: Values = {
  // What is on the cluster does not depend on what the machines are made on, but for the cloud's own controllers.
  profile: "blank",
  environment: { name: "dev", domain: "dev.example.org" },
  cluster: { name: "edge", id: 7 },
  network: { nodeCidr: "10.40.0.0/20" },
};

const sizes: Readonly<Record<string, Size>> = {
  small: {
    values: { ...common, cluster: { name: "edge", id: 7, size: "small" } },
    controlPlanes: 1,
    workers: 2,
  },
  large: {
    values: {
      ...common,
      cluster: { name: "edge", id: 7, size: "large" },
      environment: { name: "prod", domain: "platform.example.org" },
      controlPlane: { etcdDisk: { size: 20 } },
      backup: {
        etcd: {
          enabled: true,
          ageRecipient: "age1p0vtd059lm4p2fmrj3h8n87zzfywtls5e67m3999klfn4dqtjausuwutqc",
          target: { s3: { endpoint: "https://s3.example.org", bucket: "edge-etcd" } },
        },
      },
    },
    controlPlanes: 3,
    workers: 5,
  },
};

/** The given number of places, taken in turn from three. */
const inTurn = (places: readonly string[], count: number) =>
  Array.from({ length: count }, (_, index) => places[index % places.length] ?? "");

function recordedPlaces(machines: readonly (readonly [name: string, place: string])[]): Places {
  const places = (pattern: RegExp) =>
    machines
      .filter(([name]) => pattern.test(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, place]) => place);
  return { controlPlane: places(/-edge-cp-\d+$/), worker: places(/-edge-worker-\d+$/) };
}

const all = (recording: Recording, type: string) => recording.all(type);
const text = (value: unknown) => JSON.stringify(value ?? null);

/** How the resources of a cloud are read. */
interface Reader {
  readonly zones: readonly string[];
  readonly machines: (recording: Recording) => readonly (readonly [name: string, zone: string])[];
  /** Whether clients of the internet come to the load balancer. */
  readonly isPublic: (recording: Recording) => boolean;
  /** What would give a machine a public address. */
  readonly publicAddresses: (recording: Recording) => readonly string[];
  /** Types that a network of one's own consists of. */
  readonly network: readonly string[];
}

const zoneOf = (key: string) => (machine: Recorded) =>
  [machine.name, [machine.inputs[key]].flat().map(String).join()] as const;

const readers: Readonly<Record<Cloud, Reader>> = {
  aws: {
    zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
    machines: (recording) => all(recording, "aws:ec2/instance:Instance").map(zoneOf("availabilityZone")),
    isPublic: (recording) => recording.only("aws:lb/loadBalancer:LoadBalancer").inputs["internal"] === false,
    publicAddresses: (recording) =>
      all(recording, "aws:ec2/instance:Instance")
        .filter(({ inputs }) => inputs["associatePublicIpAddress"] !== false)
        .map(({ name }) => name),
    network: ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet", "aws:ec2/natGateway:NatGateway"],
  },
  azure: {
    zones: ["1", "2", "3"],
    machines: (recording) => all(recording, "azure-native:compute:VirtualMachine").map(zoneOf("zones")),
    isPublic: (recording) =>
      /publicIPAddress/.test(
        text(recording.only("azure-native:network:LoadBalancer").inputs["frontendIPConfigurations"]),
      ),
    publicAddresses: (recording) =>
      all(recording, "azure-native:network:NetworkInterface")
        .filter(({ inputs }) => /publicIPAddress/.test(text(inputs["ipConfigurations"])))
        .map(({ name }) => name),
    network: [
      "azure-native:network:VirtualNetwork",
      "azure-native:network:Subnet",
      "azure-native:network:NatGateway",
    ],
  },
  gcp: {
    zones: ["europe-west3-a", "europe-west3-b", "europe-west3-c"],
    machines: (recording) => all(recording, "gcp:compute/instance:Instance").map(zoneOf("zone")),
    isPublic: (recording) => {
      const schemes = all(recording, "gcp:compute/forwardingRule:ForwardingRule").map(
        ({ inputs }) => inputs["loadBalancingScheme"],
      );
      assert.equal(new Set(schemes).size, 1);
      return schemes[0] === "EXTERNAL";
    },
    publicAddresses: (recording) =>
      all(recording, "gcp:compute/instance:Instance")
        .filter(({ inputs }) => /accessConfigs/.test(text(inputs["networkInterfaces"])))
        .map(({ name }) => name),
    network: [
      "gcp:compute/network:Network",
      "gcp:compute/subnetwork:Subnetwork",
      "gcp:compute/routerNat:RouterNat",
    ],
  },
};

/** Checks the configuration, then previews the stack. */
async function previewed(values: Values): Promise<Recording> {
  resolved("edge", values);
  return await recordProgram("edge", values);
}

describe("a stack on any provider", function () {
  this.timeout(60_000);

  for (const [sizeName, { values, controlPlanes, workers }] of Object.entries(sizes)) {
    for (const cloud of CLOUDS) {
      for (const endpoint of ["public", "internal"] as const) {
        for (const network of ["new", "existing"] as const) {
          const choice: CloudChoice = { endpoint, network };
          it(`is previewed on ${cloud}: ${sizeName}, ${endpoint} endpoint, ${network} network`, async () => {
            const recording = await previewed({
              ...values,
              provider: cloud,
              [cloud]: cloudSection(cloud, choice),
            });
            const reader = readers[cloud];

            assert.deepEqual(recordedPlaces(reader.machines(recording)), {
              controlPlane: inTurn(reader.zones, controlPlanes),
              worker: inTurn(reader.zones, workers),
            });
            assert.equal(reader.isPublic(recording), endpoint === "public");
            assert.deepEqual(reader.publicAddresses(recording), []);
            assert.deepEqual(
              reader.network.map((type) => all(recording, type).length > 0),
              reader.network.map(() => network === "new"),
            );
            checkCluster(recording, controlPlanes + workers);
          });
        }
      }
    }

    for (const provider of ["proxmox", "metal"] as const) {
      for (const endpoint of ["a VIP", "a load balancer of one's own"]) {
        it(`is previewed on ${provider}: ${sizeName}, behind ${endpoint}`, async () => {
          const sited = onProvider(values, provider, { controlPlanes, workers });
          const { vip, ...section } = sited[provider] as { readonly vip: string };
          const recording = await previewed(
            endpoint === "a VIP"
              ? sited
              : { ...sited, [provider]: section, endpoint: { host: "api.edge.example.org" } },
          );

          assert.deepEqual(places(recording, provider), {
            controlPlane: inTurn(["rack-a", "rack-b", "rack-c"], controlPlanes),
            worker: inTurn(
              ["rack-a", "rack-b", "rack-c"],
              provider === "metal" ? controlPlanes + workers : workers,
            ).slice(provider === "metal" ? controlPlanes : 0),
          });
          const vips = recording.resources.filter(({ inputs }) =>
            /Layer2VIPConfig/.test(text(inputs["configPatches"])),
          );
          assert.equal(vips.length, endpoint === "a VIP" ? controlPlanes : 0);
          assert.equal(text(vips[0]?.inputs).includes(vip), endpoint === "a VIP");
          checkCluster(recording, controlPlanes + workers);
        });
      }
    }
  }

  /** The racks of machines, by the zones that their configurations state. */
  function places(recording: Recording, provider: "proxmox" | "metal"): Places {
    const zone = /topology\.kubernetes\.io\/zone: ([\w-]+)/;
    if (provider === "proxmox") {
      assert.equal(all(recording, "proxmoxve:index/vmLegacy:VmLegacy").length, configured(recording).length);
    }
    return recordedPlaces(
      configured(recording).map(({ name, inputs }) => [
        name,
        zone.exec((inputs["configPatches"] as readonly string[]).join("\n"))?.[1] ?? "",
      ]),
    );
  }

  function configured(recording: Recording): readonly Recorded[] {
    return all(recording, "talos:machine/configurationApply:ConfigurationApply");
  }

  /** What is the same wherever the machines are: each is configured, one is bootstrapped, and the cluster gets its network. */
  function checkCluster(recording: Recording, machines: number): void {
    assert.equal(configured(recording).length, machines);
    recording.only("talos:machine/bootstrap:Bootstrap");
    recording.only("infraflux:index:CiliumStack");
    recording.only("infraflux:index:PlatformHandoff");
  }
});
