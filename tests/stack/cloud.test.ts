import assert from "node:assert/strict";

import { outsideHosts } from "../../config/index.ts";
import type { StackConfig } from "../../config/index.ts";
import type { Tree } from "../../config/layers.ts";
import { RELEASES } from "../../config/versions.ts";
import { cloudControllerArgs, storageOf } from "../../stack/cloud.ts";
import type { CloudSide } from "../../stack/providers/provider.ts";
import { csrApproverArgs } from "../../stack/talos.ts";
import { azure, gcp } from "../components/cloud/samples.ts";
import { resolved } from "../config/base.ts";

const subscription = "00000000-0000-0000-0000-000000000000";

const blocks = {
  aws: { region: "eu-west-1" },
  azure: {
    location: "westeurope",
    subscriptionId: subscription,
    tenantId: subscription,
    image: {
      id: `/subscriptions/${subscription}/resourceGroups/images/providers/Microsoft.Compute/images/talos`,
    },
  },
  gcp: { project: "acme-platform", region: "europe-west1", image: { id: "talos" } },
};

type Cloud = keyof typeof blocks;

const clouds = Object.keys(blocks) as Cloud[];

/** The configuration of a stack on a cloud. */
const onCloud = (provider: Cloud, changes: Tree = {}): StackConfig =>
  resolved({ provider, [provider]: blocks[provider], ...changes }).config;

const sideOf = (controller: CloudSide["controller"]): CloudSide => ({
  controller,
  encryptionKey: "key",
  region: "region",
});

const sides: Readonly<Record<Cloud, CloudSide>> = {
  aws: sideOf({ cloud: "aws" }),
  azure: sideOf({ cloud: "azure", place: azure.place }),
  gcp: sideOf({ cloud: "gcp", place: gcp.place }),
};

describe("cloudControllerArgs", () => {
  const [first] = RELEASES;

  for (const cloud of clouds) {
    it(`is of the release that is chosen, on ${cloud}`, () => {
      const args = cloudControllerArgs(onCloud(cloud), sides[cloud]);

      assert.equal(args.cloud, cloud);
      assert.equal(args.clusterName, "edge");
      assert.equal(args.version, first.cloudControllers[cloud].version);
      assert.equal(
        "chart" in args ? args.chart.version : undefined,
        cloud === "gcp" ? undefined : first.cloudControllers[cloud].chart,
      );
    });

    it(`has the cloud carry traffic between pods where Cilium does not wrap it, on ${cloud}`, () => {
      const native = { cilium: { settings: { routingMode: "native" }, capabilities: { multicast: false } } };
      const args = (changes?: Tree) => cloudControllerArgs(onCloud(cloud, changes), sides[cloud]);

      assert.deepEqual([args().routes, args(native).routes], [false, true]);
      assert.equal(args(native).podCidr, onCloud(cloud).network.podCidr);
    });
  }

  it("takes charts from the mirror", () => {
    const charts = "oci://mirror.corp.test/charts";
    for (const cloud of ["aws", "azure"] as const) {
      const args = cloudControllerArgs(onCloud(cloud, { mirrors: { charts } }), sides[cloud]);

      assert.equal("chart" in args ? args.chart.repository : undefined, charts);
    }
  });

  it("counts the control planes for Azure, of which two run it", () => {
    const args = cloudControllerArgs(onCloud("azure", { controlPlane: { count: 3 } }), sides.azure);

    assert.equal(args.cloud === "azure" ? args.controlPlanes : undefined, 3);
  });
});

describe("storageOf", () => {
  it("hands on what the cloud says, and the number of control planes", () => {
    const volumeTypes = { default: "pd-balanced", gold: "pd-ssd" };

    assert.deepEqual(
      storageOf(onCloud("gcp", { controlPlane: { count: 3 } }), { ...sides.gcp, volumeTypes }),
      { encryptionKey: "key", region: "region", volumeTypes, controlPlanes: 3 },
    );
  });
});

describe("csrApproverArgs", () => {
  it("takes up nodes on AWS, whose own controller does not know them by name, and nowhere else", () => {
    assert.deepEqual(
      clouds.map((cloud) => csrApproverArgs(onCloud(cloud)).initializeNodes),
      [true, undefined, undefined],
    );
  });
});

describe("outsideHosts on a cloud", () => {
  const hosts = (provider: Cloud, changes?: Tree) => outsideHosts(onCloud(provider, changes));
  const withoutVolumes = { storage: { csi: false } };

  const expected: readonly [cloud: Cloud, controller: string[], volumes: string[]][] = [
    ["aws", ["kubernetes.github.io"], ["kubernetes-sigs.github.io", "piraeus.io", "public.ecr.aws"]],
    ["azure", ["mcr.microsoft.com", "raw.githubusercontent.com"], ["piraeus.io"]],
    ["gcp", [], ["piraeus.io"]],
  ];
  for (const [cloud, controller, volumes] of expected) {
    it(`are those that its controller and its volumes come from, on ${cloud}`, () => {
      const home = outsideHosts(resolved().config);
      const bare = hosts(cloud, withoutVolumes);

      assert.deepEqual(
        bare.filter((host) => !home.includes(host)),
        controller,
      );
      assert.deepEqual(
        hosts(cloud).filter((host) => !bare.includes(host)),
        volumes,
      );
    });

    it(`are none of these with mirrors, on ${cloud}`, () => {
      const mirrors = {
        charts: "oci://mirror.corp.test/charts",
        registries: { "*": ["https://mirror.corp.test/v2/all"] },
      };

      assert.deepEqual(
        hosts(cloud, { mirrors }).filter((host) => [...controller, ...volumes].includes(host)),
        [],
      );
    });
  }
});
