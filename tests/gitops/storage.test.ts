import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

import { parse } from "yaml";

import { catalogue, chosenAddons, storageAddons, storageFacts } from "../../components/flux/index.ts";
import { build } from "../../gitops/check/build.ts";
import { exampleFacts } from "../../gitops/check/facts.ts";
import type { Manifest } from "../../gitops/check/files.ts";
import type { ChartValues } from "../../components/cilium/plan/values/index.ts";
import { unknownKeys } from "../components/cilium/chart-keys.ts";
import { keysOfChart } from "../support/fixture-charts.ts";

const tree = fileURLToPath(new URL("../../gitops", import.meta.url));

/** A class of volumes or snapshots, as far as these tests look into it. */
interface Class extends Manifest {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly provisioner?: string;
  readonly driver?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly volumeBindingMode?: string;
  readonly allowVolumeExpansion?: boolean;
  readonly reclaimPolicy?: string;
  readonly deletionPolicy?: string;
}

/** What runs, as far as these tests look into it. */
interface Workload extends Manifest {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly hostNetwork?: boolean;
        readonly nodeSelector: Readonly<Record<string, string>>;
        readonly containers: readonly {
          readonly name: string;
          readonly image: string;
          readonly securityContext?: { readonly privileged?: boolean };
        }[];
      };
    };
  };
}

/** A release, as far as these tests look into it. */
interface Release extends Manifest {
  readonly spec: {
    readonly chart: { readonly spec: { readonly chart: string; readonly version: string } };
    readonly postRenderers?: readonly {
      readonly kustomize: { readonly patches: readonly { readonly patch: string }[] };
    }[];
  };
}

/** The objects of an add-on as Flux applies them. */
async function objectsOf(addon: string): Promise<readonly Manifest[]> {
  const { objects, problems } = await build(tree, `apps/${addon}`, exampleFacts);
  assert.deepEqual(problems, []);
  return objects;
}

const ofKind = (objects: readonly Manifest[], kind: string) =>
  objects.filter((object) => object.kind === kind) as unknown[];

/** The values of the release of an add-on. */
async function valuesOf(addon: string): Promise<ChartValues> {
  const [{ data } = { data: undefined }] = ofKind(await objectsOf(addon), "ConfigMap") as {
    data: Record<string, string>;
  }[];
  return parse(data?.["values.yaml"] ?? "") as ChartValues;
}

/** The value at a path of keys. */
const at = (values: ChartValues, ...path: string[]) =>
  path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], values);

/** Values that charts hand on to Kubernetes as they are, whatever they have in their place. */
const handedOn = /\.(securityContext|updateStrategy)\./;

/** What each driver's classes say in its own words. */
const drivers = {
  "aws-ebs-csi": { driver: "ebs.csi.aws.com", key: "kmsKeyId", type: "type" },
  "azure-disk-csi": { driver: "disk.csi.azure.com", key: "diskEncryptionSetID", type: "skuName" },
  "gcp-pd-csi": { driver: "pd.csi.storage.gke.io", key: "disk-encryption-kms-key", type: "type" },
} as const;

describe("storage add-ons", () => {
  for (const [addon, { driver, key, type }] of Object.entries(drivers)) {
    describe(addon, () => {
      let objects: readonly Manifest[];
      let classes: readonly Class[];

      before(async () => {
        objects = await objectsOf(addon);
        classes = ofKind(objects, "StorageClass") as Class[];
      });

      it("has the classes default and gold, of which only the first is taken where nobody says", () => {
        assert.deepEqual(
          classes.map(({ metadata: { name, annotations } }) => [
            name,
            annotations?.["storageclass.kubernetes.io/is-default-class"],
          ]),
          [
            ["default", "true"],
            ["gold", undefined],
          ],
        );
      });

      it("makes volumes by its own driver, encrypted with the key of the cluster", () => {
        assert.deepEqual(
          classes.map(({ provisioner, parameters }) => [provisioner, parameters?.[key]]),
          [
            [driver, exampleFacts.ENCRYPTION_KEY],
            [driver, exampleFacts.ENCRYPTION_KEY],
          ],
        );
      });

      it("makes volumes where their pods go, which may grow and go with their claim", () => {
        assert.deepEqual(
          classes.map(({ volumeBindingMode, allowVolumeExpansion, reclaimPolicy }) => ({
            volumeBindingMode,
            allowVolumeExpansion,
            reclaimPolicy,
          })),
          Array(2).fill({
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: true,
            reclaimPolicy: "Delete",
          }),
        );
      });

      it("has gold volumes of another kind than the default ones", () => {
        const [first, gold] = classes.map(({ parameters }) => [
          parameters?.[type],
          parameters?.["iops"],
          parameters?.["throughput"],
        ]);

        assert.notDeepEqual(first, gold);
      });

      it("may make classes anew, of which Kubernetes lets nothing be changed", () => {
        assert.deepEqual(
          classes.map(({ metadata }) => metadata.annotations?.["kustomize.toolkit.fluxcd.io/force"]),
          ["enabled", "enabled"],
        );
      });

      it("has a class of snapshots, after the definitions that it needs", () => {
        const [snapshots, ...others] = ofKind(objects, "VolumeSnapshotClass") as Class[];

        assert.deepEqual(others, []);
        assert.equal(snapshots?.driver, driver);
        assert.equal(snapshots.deletionPolicy, "Delete");
        assert.ok(catalogue.find(({ name }) => name === addon)?.dependsOn.includes("snapshot-controller"));
      });
    });
  }

  for (const addon of ["snapshot-controller", "aws-ebs-csi", "azure-disk-csi"]) {
    it(`set nothing that their chart does not know: ${addon}`, async () => {
      const [release] = ofKind(await objectsOf(addon), "HelmRelease") as Release[];
      const { chart = "", version = "" } = release?.spec.chart.spec ?? {};
      const values = await valuesOf(addon);

      assert.ok(Object.keys(values).length > 1);
      assert.deepEqual(
        unknownKeys(values, keysOfChart(`${chart}-${version}`)).filter((path) => !handedOn.test(path)),
        [],
      );
    });
  }
});

describe("storageFacts", () => {
  const { ENCRYPTION_KEY, REGION, STORAGE_REPLICAS, VOLUME_TYPE, GOLD_VOLUME_TYPE, ...others } = exampleFacts;
  const storage = { encryptionKey: ENCRYPTION_KEY, region: REGION, controlPlanes: Number(STORAGE_REPLICAS) };
  const volumeTypes = { default: VOLUME_TYPE, gold: GOLD_VOLUME_TYPE };

  for (const [provider, known] of Object.entries({
    aws: storage,
    azure: storage,
    gcp: { ...storage, volumeTypes },
  })) {
    it(`says all that the manifests of ${provider} ask for`, async () => {
      const facts = { ...others, ...storageFacts(known) } as Record<string, string>;
      const folders = chosenAddons(storageAddons(provider)).map(({ path }) => path);
      const built = await Promise.all(folders.map((folder) => build(tree, folder, facts)));

      assert.deepEqual(
        built.flatMap(({ problems }) => problems),
        [],
      );
    });
  }
});

describe("the controllers of volumes", () => {
  const controlPlanes = { "node-role.kubernetes.io/control-plane": "" };

  it("run on control planes and their network on AWS", async () => {
    const objects = await objectsOf("aws-ebs-csi");
    const [release] = ofKind(objects, "HelmRelease") as Release[];
    const patches = release?.spec.postRenderers?.flatMap(({ kustomize }) =>
      kustomize.patches.map(({ patch }) => parse(patch) as unknown),
    );

    assert.deepEqual(at(await valuesOf("aws-ebs-csi"), "controller", "nodeSelector"), controlPlanes);
    assert.deepEqual(patches, [[{ op: "add", path: "/spec/template/spec/hostNetwork", value: true }]]);
  });

  it("run on control planes and their network on Azure", async () => {
    const values = await valuesOf("azure-disk-csi");

    assert.equal(at(values, "controller", "runOnControlPlane"), true);
    assert.equal(at(values, "controller", "hostNetwork"), true);
  });

  it("are configured on Azure by the Secret of the cloud controller", async () => {
    const values = await valuesOf("azure-disk-csi");

    assert.equal(at(values, "controller", "cloudConfigSecretName"), "azure-cloud-provider");
    assert.equal(at(values, "controller", "cloudConfigSecretNamespace"), "kube-system");
  });

  it("run on control planes and their network on Google Cloud, without privileges", async () => {
    const [controller] = ofKind(await objectsOf("gcp-pd-csi"), "Deployment") as Workload[];
    const { hostNetwork, nodeSelector, containers = [] } = controller?.spec.template.spec ?? {};

    assert.equal(hostNetwork, true);
    assert.deepEqual(nodeSelector, controlPlanes);
    assert.equal(containers.length, 5);
    assert.deepEqual(
      containers.filter(({ securityContext }) => securityContext?.privileged === true),
      [],
    );
  });
});

describe("the drivers on the nodes", () => {
  it("know where they are from Kubernetes and not from the metadata service, where they can", async () => {
    assert.equal(at(await valuesOf("aws-ebs-csi"), "node", "metadataSources"), "kubernetes");
    assert.equal(at(await valuesOf("azure-disk-csi"), "linux", "getNodeInfoFromLabels"), true);
  });

  it("are one version with their controller, by images that say which", async () => {
    const objects = await objectsOf("gcp-pd-csi");
    const images = (["Deployment", "DaemonSet"] as const).flatMap((kind) =>
      (ofKind(objects, kind) as Workload[]).flatMap(({ spec }) =>
        spec.template.spec.containers.map(({ name, image }) => ({ name, image })),
      ),
    );
    const drivers = images.filter(({ name }) => name === "driver").map(({ image }) => image);

    assert.equal(new Set(drivers).size, 1);
    assert.equal(drivers.length, 2);
    assert.deepEqual(
      images.filter(({ image }) => !/^registry\.k8s\.io\/[a-z/-]+:v\d+\.\d+\.\d+$/.test(image)),
      [],
    );
  });

  it("alone have privileges, and only where they mount", async () => {
    const [daemonSet] = ofKind(await objectsOf("gcp-pd-csi"), "DaemonSet") as Workload[];

    assert.deepEqual(
      daemonSet?.spec.template.spec.containers
        .filter(({ securityContext }) => securityContext?.privileged === true)
        .map(({ name }) => name),
      ["driver"],
    );
  });
});
