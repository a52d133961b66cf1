import assert from "node:assert/strict";
import { parse, stringify } from "yaml";
import type { Properties } from "../../../simulator/core/kind.ts";
import { nodesOf } from "../../../simulator/packages/kubernetes/index.ts";
import { simulated as kubernetes } from "../../../simulator/packages/kubernetes/index.ts";
import { Laboratory } from "../talos/laboratory.ts";

const namespaced = (name: string, namespace = "default") => ({ metadata: { name, namespace } });
const pool = { metadata: { name: "pool" }, spec: { blocks: [{ start: "10.0.0.240", stop: "10.0.0.250" }] } };

describe("a Kubernetes provider", () => {
  it("reaches no cluster without a kubeconfig, before the bootstrap, and when no control plane runs", () => {
    const laboratory = new Laboratory();
    const create = () => laboratory.object("core/v1:Namespace", { metadata: { name: "team" } });
    assert.throws(create, /cluster is unreachable.*no configuration has been provided/);
    laboratory.cluster();
    create();
    const { kubeconfig } = laboratory.kubernetesConfig;
    laboratory.world.put("machine", "10.0.0.1", { ...machineAt(laboratory, "10.0.0.1"), power: "stopped" });
    assert.throws(create, /dial tcp 10.0.0.9:6443: connect: connection refused/);
    const early = new Laboratory();
    early.configure("10.0.0.1", "controlplane");
    early.kubernetesConfig = { kubeconfig };
    assert.throws(
      () => early.object("core/v1:Namespace", { metadata: { name: "team" } }),
      /connection refused/,
    );
  });

  it("does not trust another cluster behind the same address, nor is trusted with other credentials", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const kubeconfig = parse(String(laboratory.kubernetesConfig["kubeconfig"])) as Kubeconfig;
    const withUser = (user: Record<string, string>) => ({
      kubeconfig: stringify({ ...kubeconfig, users: [{ ...kubeconfig.users[0], user }] }),
    });
    const { clientCertificate } = laboratory.identity.clientConfiguration;
    laboratory.kubernetesConfig = withUser({ "client-certificate-data": clientCertificate });
    assert.throws(
      () => laboratory.object("core/v1:Namespace", { metadata: { name: "team" } }),
      /provide credentials/,
    );
    laboratory.kubernetesConfig = withUser({ token: "guessed" });
    assert.throws(
      () => laboratory.object("core/v1:Namespace", { metadata: { name: "team" } }),
      /provide credentials/,
    );
    const [cluster] = kubeconfig.clusters;
    const other = { ...cluster?.cluster, "certificate-authority-data": "b3RoZXI=" };
    laboratory.kubernetesConfig = {
      kubeconfig: stringify({ ...kubeconfig, clusters: [{ ...cluster, cluster: other }] }),
    };
    assert.throws(
      () => laboratory.object("core/v1:Namespace", { metadata: { name: "team" } }),
      /unknown authority/,
    );
  });

  it("is let in with the token of a service account", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const { data } = serviceAccountSecret(laboratory) as { data: Record<string, string> };
    const token = Buffer.from(data["token"] ?? "", "base64").toString("utf8");
    const kubeconfig = parse(String(laboratory.kubernetesConfig["kubeconfig"])) as Kubeconfig;
    const users = [{ ...kubeconfig.users[0], user: { token } }];
    laboratory.kubernetesConfig = { kubeconfig: stringify({ ...kubeconfig, users }) };
    laboratory.object("core/v1:ConfigMap", namespaced("facts"));
  });
});

describe("an object", () => {
  let laboratory: Laboratory;
  beforeEach(() => {
    laboratory = new Laboratory();
    laboratory.cluster();
  });

  it("needs its namespace, and goes with it", () => {
    const inputs = { ...namespaced("facts", "team"), data: { a: "b" } };
    assert.throws(() => laboratory.object("core/v1:ConfigMap", inputs), /namespaces "team" not found/);
    laboratory.object("core/v1:Namespace", { metadata: { name: "team" } });
    laboratory.object("core/v1:ConfigMap", inputs);
    remove(laboratory, "core/v1:Namespace", "team");
    assert.equal(read(laboratory, "core/v1:ConfigMap", "team/facts"), undefined);
  });

  it("needs a name that is one", () => {
    assert.throws(() => laboratory.object("core/v1:Namespace", {}), /metadata.name: Required value/);
    assert.throws(
      () => laboratory.object("core/v1:Namespace", { metadata: { name: "Team_1" } }),
      /RFC 1123 subdomain/,
    );
    laboratory.object("rbac.authorization.k8s.io/v1:ClusterRole", {
      metadata: { name: "system:reader" },
      rules: [],
    });
  });

  it("of an unknown kind is refused", () => {
    assert.throws(
      () => laboratory.object("longhorn.io/v1beta2:Volume", namespaced("volume")),
      /no matches for kind "Volume" in version "longhorn.io\/v1beta2"/,
    );
  });

  it("of a known kind is refused in a version that is not served", () => {
    laboratory.object("cilium.io/v2:CiliumLoadBalancerIPPool", pool);
    assert.throws(
      () => laboratory.object("cilium.io/v3:CiliumLoadBalancerIPPool", pool),
      /in version "cilium.io\/v3"/,
    );
  });

  it("of a wrong form is refused with the place of each mistake", () => {
    assert.throws(
      () =>
        laboratory.object("core/v1:Secret", { ...namespaced("s"), data: { key: "not base64!" }, type: 1 }),
      /\.data\.key must match format "byte", \.type must be string/,
    );
    assert.throws(
      () =>
        laboratory.object("cilium.io/v2:CiliumLoadBalancerIPPool", {
          ...pool,
          spec: { blocks: [{ cidr: 1 }] },
        }),
      /\.spec\.blocks\.0\.cidr must be string/,
    );
    assert.throws(
      () => laboratory.object("core/v1:ConfigMap", { ...namespaced("facts"), date: {} }),
      /\.date: field not declared in schema/,
    );
  });

  it("has the same computed metadata in every world", () => {
    const other = new Laboratory();
    other.cluster();
    const [one, two] = [laboratory, other].map(
      (world) => world.object("core/v1:ConfigMap", namespaced("facts"))["metadata"],
    );
    assert.deepEqual(one, two);
    assert.match(
      (one as { uid: string }).uid,
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it("changes by update and keeps its identity", () => {
    const before = laboratory.object("core/v1:ConfigMap", { ...namespaced("facts"), data: { a: "b" } });
    const resource = laboratory.resource(kubernetes, "kubernetes:core/v1:ConfigMap");
    const inputs = { ...namespaced("facts"), data: { a: "c" } };
    const after = resource.update?.("default/facts", before, inputs, laboratory.context()).outputs;
    assert.deepEqual(after?.["data"], { a: "c" });
    assert.equal((after["metadata"] as Properties)["uid"], (before["metadata"] as Properties)["uid"]);
    assert.equal((after["metadata"] as Properties)["generation"], 2);
  });

  it("is read as somebody else left it", () => {
    laboratory.object("core/v1:ConfigMap", { ...namespaced("facts"), data: { a: "b" } });
    const [item] = laboratory.world
      .list<Properties>("object")
      .filter(({ id }) => id.endsWith("|ConfigMap|default|facts"));
    laboratory.world.put("object", item?.id ?? "", { ...item?.value, data: { a: "drifted" } });
    assert.deepEqual(read(laboratory, "core/v1:ConfigMap", "default/facts")?.["data"], { a: "drifted" });
  });

  it("is replaced for its name and for what the API server does not change", () => {
    const replaced = (token: string) =>
      laboratory.resource(kubernetes, `kubernetes:${token}`).replaceOn ?? [];
    assert.deepEqual(replaced("core/v1:Namespace"), ["metadata.name", "metadata.namespace"]);
    assert.ok(replaced("core/v1:Secret").includes("type"));
    assert.ok(replaced("rbac.authorization.k8s.io/v1:RoleBinding").includes("roleRef"));
  });

  it("with data is replaced for a change of it unless the provider was told otherwise", () => {
    const replaced = (token: string, config: Properties) =>
      laboratory.resource(kubernetes, `kubernetes:core/v1:${token}`).replaces?.({}, {}, config);
    assert.deepEqual(replaced("Secret", {}), ["data", "stringData"]);
    assert.deepEqual(replaced("ConfigMap", { enableSecretMutable: true }), ["data", "binaryData"]);
    assert.deepEqual(replaced("Secret", { enableSecretMutable: true }), []);
    assert.deepEqual(replaced("Namespace", {}), []);
  });

  it("that Kubernetes itself made can't be deleted", () => {
    assert.throws(() => {
      remove(laboratory, "core/v1:Namespace", "kube-system");
    }, /may not be deleted/);
  });

  it("can be deleted without its cluster only where the provider is told so", () => {
    laboratory.object("core/v1:ConfigMap", namespaced("facts"));
    laboratory.world.remove("machine", "10.0.0.1");
    const deletion = () => {
      remove(laboratory, "core/v1:ConfigMap", "default/facts");
    };
    assert.throws(deletion, /unreachable.*PULUMI_K8S_DELETE_UNREACHABLE/);
    laboratory.kubernetesConfig = { ...laboratory.kubernetesConfig, deleteUnreachable: true };
    deletion();
  });
});

describe("a Secret", () => {
  it("keeps texts encoded and shows them as they were given", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const outputs = laboratory.object("core/v1:Secret", {
      ...namespaced("token"),
      stringData: { key: "wörd" },
    });
    assert.deepEqual(outputs["data"], { key: Buffer.from("wörd").toString("base64") });
    assert.deepEqual(outputs["stringData"], { key: "wörd" });
    const found = laboratory
      .resource(kubernetes, "kubernetes:core/v1:Secret")
      .read?.("default/token", outputs, laboratory.context());
    assert.deepEqual(found?.outputs, outputs);
    assert.deepEqual(laboratory.resource(kubernetes, "kubernetes:core/v1:Secret").secretOutputs, [
      "data",
      "stringData",
    ]);
  });

  it("of a service account gets a token, for an account that is there", () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const { data } = serviceAccountSecret(laboratory) as { data: Record<string, string> };
    const [, claims = ""] = Buffer.from(data["token"] ?? "", "base64")
      .toString("utf8")
      .split(".");
    const decoded = JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as { sub: string };
    assert.equal(decoded.sub, "system:serviceaccount:default:platform");
    assert.equal(data["ca.crt"], laboratory.identity.machineSecrets.certs.k8s.cert);
    const inputs = { type: "kubernetes.io/service-account-token", metadata: annotated("other", "nobody") };
    assert.throws(() => laboratory.object("core/v1:Secret", inputs), /service account "nobody" not found/);
  });
});

describe("a workload", () => {
  it("does not start while no node is Ready", () => {
    const laboratory = new Laboratory();
    laboratory.cluster({ network: false });
    const labels = { app: "web" };
    const container = { name: "web", image: "web:1" };
    const spec = {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    };
    const create = () => laboratory.object("apps/v1:Deployment", { ...namespaced("web"), spec });
    assert.throws(create, /timed out waiting to be Ready: 0 nodes are available/);
    laboratory.release("cilium", "1.20.0", "kube-system");
    assert.deepEqual(create()["status"], {
      conditions: [{ type: "Available", status: "True", reason: "Succeeded" }],
    });
  });
});

describe("a Release", () => {
  let laboratory: Laboratory;
  beforeEach(() => {
    laboratory = new Laboratory();
    laboratory.cluster({ network: false });
  });

  it("of Cilium makes the nodes Ready and brings its kinds", () => {
    const ready = () =>
      nodesOf(laboratory.world, laboratory.identity.machineSecrets.cluster.id).map(({ ready }) => ready);
    assert.deepEqual(ready(), [false, false]);
    assert.throws(
      () => laboratory.object("cilium.io/v2:CiliumLoadBalancerIPPool", pool),
      /no matches for kind/,
    );
    const outputs = laboratory.release("cilium", "1.20.0", "kube-system", {
      values: { kubeProxyReplacement: true },
    });
    assert.partialDeepStrictEqual(outputs["status"], { status: "deployed", revision: 1, version: "1.20.0" });
    assert.deepEqual(ready(), [true, true]);
    laboratory.object("cilium.io/v2:CiliumLoadBalancerIPPool", pool);
    laboratory
      .resource(kubernetes, "kubernetes:helm.sh/v3:Release")
      .delete?.("", outputs, laboratory.context());
    assert.deepEqual(ready(), [false, false]);
  });

  it("of Cilium would wait forever for an address that only a later pool can give", () => {
    const values = { ingressController: { enabled: true, loadbalancerMode: "shared" } };
    const install = (inputs: Properties) =>
      laboratory.release("cilium", "1.20.0", "kube-system", { values, ...inputs });
    assert.throws(() => install({}), /does not have load balancer ingress IP address/);
    assert.equal(laboratory.world.list("release").length, 0);
    install({ skipAwait: true });
  });

  it("of Cilium can't make a GatewayClass before the Gateway API is there", () => {
    const values = { gatewayAPI: { enabled: true, gatewayClass: { create: "true" } } };
    assert.throws(
      () => laboratory.release("cilium", "1.20.0", "kube-system", { values }),
      /no matches for kind "GatewayClass"[^]*ensure CRDs are installed first/,
    );
  });

  for (const enabled of [false, true]) {
    it(`of Cilium ${enabled ? "brings" : "does not bring"} the kinds of the Multi-Cluster Services API when told so`, () => {
      const values = { clustermesh: { mcsapi: { enabled } } };
      laboratory.release("cilium", "1.20.0", "kube-system", { values, skipAwait: true });
      const create = () =>
        laboratory.object("multicluster.x-k8s.io/v1beta1:ServiceExport", {
          metadata: { name: "orders", namespace: "kube-system" },
        });

      if (enabled) {
        assert.doesNotThrow(create);
      } else {
        assert.throws(create, /no matches for kind "ServiceExport"/);
      }
    });
  }

  it("of Cilium can't make ServiceMonitors before the Prometheus operator is there", () => {
    const values = {
      prometheus: { enabled: true, serviceMonitor: { enabled: true, trustCRDsExist: true } },
    };
    assert.throws(
      () => laboratory.release("cilium", "1.20.0", "kube-system", { values }),
      /no matches for kind "ServiceMonitor" in version "monitoring\.coreos\.com\/v1"/,
    );
  });

  it("of anything else does not start while no node is Ready", () => {
    assert.throws(() => laboratory.release("podinfo", "6.9.0", "default"), /no node is Ready/);
  });

  it("needs its namespace, unless it may create it", () => {
    const install = (inputs: Properties) => laboratory.release("cilium", "1.20.0", "cilium", inputs);
    assert.throws(() => install({}), /namespaces "cilium" not found/);
    install({ createNamespace: true });
  });

  it("does not take a name that is in use, and counts its revisions", () => {
    const outputs = laboratory.release("cilium", "1.20.0", "kube-system");
    assert.throws(
      () => laboratory.release("cilium", "1.20.0", "kube-system"),
      /cannot re-use a name that is still in use/,
    );
    const resource = laboratory.resource(kubernetes, "kubernetes:helm.sh/v3:Release");
    const updated = resource.update?.(
      "kube-system/cilium",
      outputs,
      { ...outputs, version: "1.20.3" },
      laboratory.context(),
    );
    assert.partialDeepStrictEqual(updated?.outputs["status"], { revision: 2, version: "1.20.3" });
    const found = resource.read?.("kube-system/cilium", outputs, laboratory.context());
    assert.equal(found?.outputs["version"], "1.20.3");
  });

  it("needs a chart that can be found, a name and an exact version", () => {
    const resource = laboratory.resource(kubernetes, "kubernetes:helm.sh/v3:Release");
    const objections = (inputs: Properties) =>
      (resource.check?.(inputs, laboratory.context()) ?? []).map(({ property }) => property);
    assert.deepEqual(objections({ chart: "cilium" }), ["chart"]);
    assert.deepEqual(objections({ chart: "oci://ghcr.io/charts/flux-operator", version: "~0.59" }), [
      "version",
    ]);
    assert.deepEqual(objections({ chart: "oci://ghcr.io/charts/flux-operator", name: "Flux" }), ["name"]);
    assert.throws(() => laboratory.release("cilium", "", "kube-system"), /version is required/);
  });
});

describe("an operator", () => {
  let laboratory: Laboratory;
  beforeEach(() => {
    laboratory = new Laboratory();
    laboratory.cluster();
    laboratory.object("core/v1:Namespace", { metadata: { name: "flux-system" } });
  });

  it("of Flux brings the kinds of the components that the FluxInstance lists", () => {
    const repository = {
      ...namespaced("apps", "flux-system"),
      spec: { interval: "1m", url: "https://example.org/apps" },
    };
    laboratory.release("flux-operator", "0.59.0", "flux-system");
    assert.throws(
      () => laboratory.object("source.toolkit.fluxcd.io/v1:GitRepository", repository),
      /no matches for kind/,
    );
    laboratory.object("fluxcd.controlplane.io/v1:FluxInstance", fluxInstance({}));
    laboratory.object("source.toolkit.fluxcd.io/v1:GitRepository", repository);
    assert.throws(
      () => laboratory.object("image.toolkit.fluxcd.io/v1:ImagePolicy", namespaced("x", "flux-system")),
      /no matches for kind "ImagePolicy"/,
    );
  });

  it("of Flux makes the source and the Kustomization that the FluxInstance asks for", () => {
    laboratory.release("flux-operator", "0.59.0", "flux-system");
    const sync = {
      kind: "GitRepository",
      url: "https://example.org/fleet",
      ref: "refs/heads/main",
      path: "clusters/edge",
    };
    laboratory.object("fluxcd.controlplane.io/v1:FluxInstance", fluxInstance({ sync }));
    const made = read(laboratory, "kustomize.toolkit.fluxcd.io/v1:Kustomization", "flux-system/flux-system");
    assert.partialDeepStrictEqual(made?.["spec"], {
      path: "clusters/edge",
      sourceRef: { name: "flux-system" },
    });
  });

  it("keeps waiting for what is not there", () => {
    laboratory.release("flux-operator", "0.59.0", "flux-system");
    laboratory.object("fluxcd.controlplane.io/v1:FluxInstance", fluxInstance({}));
    const kustomization = {
      metadata: {
        ...namespaced("apps", "flux-system").metadata,
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      },
      spec: {
        interval: "10m",
        path: "./apps",
        prune: true,
        sourceRef: { kind: "GitRepository", name: "apps" },
      },
    };
    const create = () => laboratory.object("kustomize.toolkit.fluxcd.io/v1:Kustomization", kustomization);
    assert.throws(
      create,
      /timed out waiting for condition=Ready.*GitRepository \\"flux-system\/apps\\" not found/,
    );
    const source = {
      ...namespaced("apps", "flux-system"),
      spec: { interval: "1m", url: "https://example.org/apps" },
    };
    laboratory.object("source.toolkit.fluxcd.io/v1:GitRepository", source);
    create();
    const later = { ...kustomization.spec, dependsOn: [{ name: "infrastructure" }] };
    const metadata = { ...kustomization.metadata, name: "later" };
    assert.throws(
      () => laboratory.object("kustomize.toolkit.fluxcd.io/v1:Kustomization", { metadata, spec: later }),
      /Kustomization \\"flux-system\/infrastructure\\" not found/,
    );
  });

  it("of Cluster API needs cert-manager, and its providers need the core", () => {
    const operator = () => laboratory.release("cluster-api-operator", "0.29.0", "default");
    assert.throws(operator, /no matches for kind "Certificate"/);
    laboratory.release("cert-manager", "1.21.2", "default");
    assert.throws(
      operator,
      /no matches for kind "Certificate"/,
      "the chart brings its kinds only when asked to",
    );
    laboratory.release("cert-manager", "1.21.2", "kube-system", { values: { crds: { enabled: true } } });
    operator();
    const provider = (kind: string, name: string, spec: object = {}) =>
      laboratory.object(`operator.cluster.x-k8s.io/v1alpha2:${kind}`, {
        metadata: {
          name,
          namespace: "default",
          annotations: { "pulumi.com/waitFor": '["condition=Ready"]' },
        },
        spec: { version: "v1.0.0", ...spec },
      });
    assert.throws(() => provider("InfrastructureProvider", "proxmox"), /WaitingForCoreProvider/);
    provider("CoreProvider", "cluster-api");
    const configSecret = { configSecret: { name: "proxmox" } };
    assert.throws(
      () => provider("InfrastructureProvider", "proxmox", configSecret),
      /Secret \\"default\/proxmox\\" not found/,
    );
    laboratory.object("core/v1:Secret", namespaced("proxmox"));
    provider("InfrastructureProvider", "proxmox", configSecret);
    laboratory.object("infrastructure.cluster.x-k8s.io/v1alpha2:ProxmoxCluster", {
      ...namespaced("edge"),
      spec: {},
    });
    assert.throws(() => provider("InfrastructureProvider", "vmware"), /is not known: use one of/);
  });

  it("brings kinds by a CustomResourceDefinition, which go with it", () => {
    const definition = {
      metadata: { name: "teams.example.org" },
      spec: {
        group: "example.org",
        names: { kind: "Team", plural: "teams" },
        scope: "Namespaced",
        versions: [{ name: "v1", served: true, storage: true }],
      },
    };
    laboratory.object("apiextensions.k8s.io/v1:CustomResourceDefinition", definition);
    laboratory.object("example.org/v1:Team", namespaced("blue"));
    remove(laboratory, "apiextensions.k8s.io/v1:CustomResourceDefinition", "teams.example.org");
    assert.throws(() => laboratory.object("example.org/v1:Team", namespaced("blue")), /no matches for kind/);
  });
});

describe("the annotation pulumi.com/waitFor", () => {
  const wait = (expression: string) => () => {
    const laboratory = new Laboratory();
    laboratory.cluster();
    const metadata = { name: "team", annotations: { "pulumi.com/waitFor": expression } };
    laboratory.object("core/v1:Namespace", { metadata });
  };

  it("is satisfied by a value or by anything at a path", () => {
    wait("jsonpath={.status.phase}=Active")();
    wait("jsonpath={.status.phase}")();
    wait('["jsonpath={.status.phase}=Active", "jsonpath={.metadata.name}=team"]')();
  });

  it("fails for another value, for a condition that is not there, and for what is no expression", () => {
    assert.throws(
      wait("jsonpath={.status.phase}=Terminating"),
      /timed out waiting for jsonpath=.*"phase":"Active"/,
    );
    assert.throws(wait("jsonpath={.status.phases[0]}"), /timed out/);
    assert.throws(wait("condition=Ready"), /timed out waiting for condition=Ready/);
    assert.throws(wait("Ready"), /expected a "jsonpath=" or "condition=" prefix/);
    assert.throws(wait("jsonpath={.status..phase}"), /is not simulated/);
  });
});

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Record<string, string> }[];
  readonly users: readonly { readonly user: Record<string, string> }[];
}

function fluxInstance(spec: Properties): Properties {
  const distribution = { version: "2.9.5", registry: "ghcr.io/fluxcd" };
  const metadata = {
    name: "flux",
    namespace: "flux-system",
    annotations: { "pulumi.com/waitFor": "condition=Ready" },
  };
  return { metadata, spec: { distribution, ...spec } };
}

function serviceAccountSecret(laboratory: Laboratory): Properties {
  laboratory.object("core/v1:ServiceAccount", namespaced("platform"));
  const inputs = {
    type: "kubernetes.io/service-account-token",
    metadata: annotated("platform-token", "platform"),
  };
  return laboratory.object("core/v1:Secret", inputs);
}

function annotated(name: string, account: string): Properties {
  return { ...namespaced(name).metadata, annotations: { "kubernetes.io/service-account.name": account } };
}

function read(laboratory: Laboratory, token: string, id: string): Properties | undefined {
  return laboratory.resource(kubernetes, `kubernetes:${token}`).read?.(id, {}, laboratory.context())?.outputs;
}

function remove(laboratory: Laboratory, token: string, id: string): void {
  laboratory.resource(kubernetes, `kubernetes:${token}`).delete?.(id, {}, laboratory.context());
}

function machineAt(laboratory: Laboratory, address: string): object {
  return laboratory.world.get<object>("machine", address) ?? {};
}
