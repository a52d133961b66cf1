import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { ManagementClusterArgs } from "../../../components/capi/index.ts";
import { ManagementCluster } from "../../../components/capi/index.ts";
import { variablesOf } from "../../../components/capi/proxmox.ts";
import { record, revealed } from "../../support/record.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const NAMESPACE = "kubernetes:core/v1:Namespace";

const args: ManagementClusterArgs = {
  versions: {
    certManager: "1.21.2",
    operator: "0.29.0",
    core: "1.14.2",
    bootstrapTalos: "0.6.12",
    controlPlaneTalos: "0.5.14",
    ipamInCluster: "1.0.3",
    infrastructure: { proxmox: "0.9.0" },
  },
  infrastructure: { proxmox: { url: "https://pve.example.org:8006", apiToken: "capi@pve!edge=0f3a-s3cret" } },
};

/** The arguments with another access to Proxmox. */
const withAccess = (access: object): ManagementClusterArgs => ({
  ...args,
  infrastructure: {
    proxmox: { url: "https://pve.example.org:8006", apiToken: "capi@pve!edge=s", ...access },
  },
});

/** What the component says of bad arguments. The stack around it goes on, because a failing one leaves a rejection behind. */
async function complaint(given: ManagementClusterArgs): Promise<string> {
  let message = "";
  const seen = await record(() => {
    assert.throws(
      () => new ManagementCluster("edge", given),
      (error) => {
        assert.ok(pulumi.ResourceError.isInstance(error));
        message = error.message;
        return true;
      },
    );
  });
  assert.deepEqual(seen.types(), ["infraflux:index:ManagementCluster"]);
  return message;
}

const recorded = (given = args) => record(() => new ManagementCluster("edge", given));

describe("ManagementCluster", () => {
  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await recorded()).resources.slice(1)) {
      assert.equal(child.parent, "edge", child.name);
      assert.match(child.name, /^edge-/);
    }
  });

  it("puts cert-manager before the operator, the operator before core, and core before all other providers", async () => {
    const seen = await recorded();
    const after = (name: string) => seen.named(name).dependsOn;

    assert.deepEqual(after("edge-cert-manager"), []);
    assert.deepEqual(after("edge-operator"), ["edge-cert-manager"]);
    assert.deepEqual(after("edge-core"), ["edge-operator"]);
    assert.deepEqual(after("edge-bootstrap-talos"), ["edge-core"]);
    assert.deepEqual(after("edge-control-plane-talos"), ["edge-core"]);
    assert.deepEqual(after("edge-ipam-in-cluster"), ["edge-core"]);
    assert.deepEqual(after("edge-proxmox"), ["edge-ipam-in-cluster"]);
  });

  it("installs both charts from their projects, and lets the operator watch credentials", async () => {
    const seen = await recorded();

    assert.deepEqual(
      seen.all(RELEASE).map(({ inputs }) => inputs),
      [
        {
          chart: "cert-manager",
          version: "v1.21.2",
          repositoryOpts: { repo: "https://charts.jetstack.io" },
          name: "cert-manager",
          namespace: "cert-manager",
          values: { crds: { enabled: true } },
          compat: "true",
        },
        {
          chart: "cluster-api-operator",
          version: "0.29.0",
          repositoryOpts: { repo: "https://kubernetes-sigs.github.io/cluster-api-operator" },
          name: "capi-operator",
          namespace: "capi-operator-system",
          values: {
            watchConfigSecret: true,
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            containerSecurityContext: {
              manager: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            },
          },
          compat: "true",
        },
      ],
    );
  });

  it("installs the Proxmox provider in the operator's form and waits until it is ready", async () => {
    const seen = await recorded();

    assert.deepEqual(seen.named("edge-proxmox").inputs, {
      apiVersion: "operator.cluster.x-k8s.io/v1alpha2",
      kind: "InfrastructureProvider",
      metadata: {
        name: "proxmox",
        namespace: "capmox-system",
        annotations: {
          "pulumi.com/waitFor": '["condition=Ready","jsonpath={.status.installedVersion}=v0.9.0"]',
        },
      },
      spec: {
        version: "v0.9.0",
        fetchConfig: {
          url: "https://github.com/ionos-cloud/cluster-api-provider-proxmox/releases/v0.9.0/infrastructure-components.yaml",
        },
        configSecret: { name: "proxmox-variables", namespace: "capmox-system" },
        deployment: { containers: [{ name: "manager", args: { "--proxmox-insecure": "false" } }] },
        manifestPatches: [
          '{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"spec":{"securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}}}}}}',
        ],
      },
    });
  });

  it("gives each provider the kind, name, namespace and release file that Cluster API knows it by", async () => {
    const seen = await recorded();
    const providers = seen.resources
      .filter(({ type }) => type.startsWith("kubernetes:operator.cluster.x-k8s.io/"))
      .map(({ inputs }) => inputs as unknown as ProviderInputs)
      .map(({ kind, metadata, spec }) => [kind, metadata.name, metadata.namespace, spec.fetchConfig.url]);

    const github = "https://github.com";
    assert.deepEqual(providers.sort(), [
      [
        "BootstrapProvider",
        "talos",
        "cabpt-system",
        `${github}/siderolabs/cluster-api-bootstrap-provider-talos/releases/v0.6.12/bootstrap-components.yaml`,
      ],
      [
        "ControlPlaneProvider",
        "talos",
        "cacppt-system",
        `${github}/siderolabs/cluster-api-control-plane-provider-talos/releases/v0.5.14/control-plane-components.yaml`,
      ],
      [
        "CoreProvider",
        "cluster-api",
        "capi-system",
        `${github}/kubernetes-sigs/cluster-api/releases/v1.14.2/core-components.yaml`,
      ],
      [
        "IPAMProvider",
        "in-cluster",
        "capi-ipam-in-cluster-system",
        `${github}/kubernetes-sigs/cluster-api-ipam-provider-in-cluster/releases/v1.0.3/ipam-components.yaml`,
      ],
      [
        "InfrastructureProvider",
        "proxmox",
        "capmox-system",
        `${github}/ionos-cloud/cluster-api-provider-proxmox/releases/v0.9.0/infrastructure-components.yaml`,
      ],
    ]);
  });

  it("puts everything into namespaces that admit restricted pods only", async () => {
    const namespaces = (await recorded()).all(NAMESPACE).map(({ inputs }) => inputs["metadata"]);
    const labels = {
      "app.kubernetes.io/managed-by": "infraflux",
      "pod-security.kubernetes.io/enforce": "restricted",
    };

    assert.deepEqual(
      namespaces,
      [
        "cert-manager",
        "capi-operator-system",
        "capi-system",
        "cabpt-system",
        "cacppt-system",
        "capi-ipam-in-cluster-system",
        "capmox-system",
      ].map((name) => ({ name, labels })),
    );
  });

  it("splits the token into the variables of the Proxmox provider's manifests", async () => {
    const { inputs } = (await recorded()).named("edge-proxmox-variables");

    assert.deepEqual(revealed(inputs["stringData"]), {
      PROXMOX_URL: "https://pve.example.org:8006",
      PROXMOX_TOKEN: "capi@pve!edge",
      PROXMOX_SECRET: "0f3a-s3cret",
    });
  });

  it("checks certificates of Proxmox unless told not to", async () => {
    const { inputs } = (await recorded(withAccess({ insecure: true }))).named("edge-proxmox");

    assert.deepEqual((inputs as unknown as ProviderInputs).spec.deployment.containers[0]?.args, {
      "--proxmox-insecure": "true",
    });
  });

  it("never shows the token, not even in its own inputs", async () => {
    const seen = await recorded();

    assert.deepEqual(seen.leaking("0f3a-s3cret"), []);
    assert.ok(seen.named("edge-proxmox-variables"));
  });

  it("registers the same resources while the credentials are unknown", async () => {
    const program = () =>
      new ManagementCluster(
        "edge",
        withAccess({ apiToken: pulumi.secret(pulumi.output("capi@pve!edge=s")) }),
      );
    const [planned, real] = [await record(program, { preview: true }), await record(program)];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("takes charts and manifests from mirrors", async () => {
    const mirrors = {
      charts: "oci://mirror.example.org/charts/",
      manifests: "oci://mirror.example.org/capi",
    };
    const seen = await recorded({ ...args, mirrors });

    assert.deepEqual(
      seen.all(RELEASE).map(({ inputs }) => [inputs["chart"], inputs["repositoryOpts"]]),
      [
        ["oci://mirror.example.org/charts/cert-manager", undefined],
        ["oci://mirror.example.org/charts/cluster-api-operator", undefined],
      ],
    );
    assert.deepEqual((seen.named("edge-core").inputs as unknown as ProviderInputs).spec.fetchConfig, {
      oci: "mirror.example.org/capi/cluster-api:v1.14.2",
    });
  });

  it("two of them can live in one stack", async () => {
    await record(() => [new ManagementCluster("a", args), new ManagementCluster("b", args)]);
  });

  it("says which providers are ready", async () => {
    let ready: string[] = [];
    await record(() => new ManagementCluster("edge", args).ready.apply((value) => (ready = value)));

    assert.deepEqual(ready, [
      "CoreProvider/cluster-api",
      "BootstrapProvider/talos",
      "ControlPlaneProvider/talos",
      "IPAMProvider/in-cluster",
      "InfrastructureProvider/proxmox",
    ]);
  });

  it("reports all bad arguments at once, and creates nothing", async () => {
    const bad = {
      versions: { ...args.versions, core: "1.14", infrastructure: { proxmox: "latest" } },
      infrastructure: { proxmox: { url: "pve.example.org", apiToken: "root-password" } },
      mirrors: { charts: "ftp://mirror.example.org", manifests: "https://mirror.example.org/capi" },
      readyWithinMinutes: 0,
    };

    assert.deepEqual((await complaint(bad)).split("\n"), [
      'versions.core: want an exact version such as "1.14.2", got "1.14"',
      'versions.infrastructure.proxmox: want an exact version such as "1.14.2", got "latest"',
      'infrastructure.proxmox.url: want an address such as "https://pve.example.org:8006", got "pve.example.org"',
      "infrastructure.proxmox.apiToken: want USER@REALM!TOKENID=SECRET, got something else (not shown)",
      'mirrors.charts: want an address that starts with https:// or oci://, got "ftp://mirror.example.org"',
      'mirrors.manifests: want a registry folder that starts with oci://, got "https://mirror.example.org/capi"; ' +
        "the Cluster API operator reads releases from GitHub, GitLab or a registry only",
      'readyWithinMinutes: want at least 1, got "0"',
    ]);
  });

  it("wants at least one infrastructure provider", async () => {
    assert.equal(
      await complaint({ ...args, infrastructure: {} }),
      'infrastructure: want at least one provider with its access, such as "proxmox", got none',
    );
  });
});

describe("variablesOf", () => {
  for (const token of [
    "root-password",
    "root@pam=secret",
    "root@pam!capi",
    "root@pam!capi=",
    "root@pam!a!b=s",
  ]) {
    it(`refuses the token ${token} without showing it`, () => {
      assert.throws(
        () => variablesOf("https://pve.example.org:8006", token),
        ({ message }: Error) =>
          message.startsWith("infrastructure.proxmox.apiToken: want") && !message.includes(token),
      );
    });
  }
});

interface ProviderInputs {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly fetchConfig: { readonly url?: string; readonly oci?: string };
    readonly deployment: { readonly containers: readonly { readonly args: Record<string, string> }[] };
  };
}
