import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";

import type { ClusterRecord, PlatformHandoffArgs } from "../../../components/platform/index.ts";
import { PlatformHandoff } from "../../../components/platform/index.ts";
import type { Fakes, Recording } from "../../support/record.ts";
import { record, revealed } from "../../support/record.ts";
import { caData, leastFacts } from "./samples.ts";

const token = "eyJhbGciOi.s3cret-token";
const args: PlatformHandoffArgs = { facts: leastFacts, caData };
const server = "https://10.0.0.10:6443";

/** A cluster that issues tokens. */
const cluster: Fakes = {
  "kubernetes:core/v1:Secret": ({ type }) =>
    type === "kubernetes.io/service-account-token"
      ? { data: { token: Buffer.from(token).toString("base64") } }
      : {},
};

const recorded = (given = args) => record(() => new PlatformHandoff("edge", given), { fakes: cluster });
const body = (seen: Recording, name: string) => revealed(seen.named(name).inputs) as Record<string, unknown>;

describe("PlatformHandoff", () => {
  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await recorded()).resources.slice(1)) {
      assert.equal(child.parent, "edge", child.name);
      assert.match(child.name, /^edge-/);
    }
  });

  it("writes the Secret cluster-access with a kubeconfig of the token and the record", async () => {
    const { stringData, ...rest } = body(await recorded(), "edge-cluster-access");

    assert.deepEqual(rest, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "cluster-access", namespace: "argocd" },
      type: "Opaque",
    });
    const { kubeconfig, "cluster-info": info, ...others } = stringData as Record<string, string>;
    assert.deepEqual(others, {});
    assert.deepEqual(parse(kubeconfig ?? ""), {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "edge", cluster: { server, "certificate-authority-data": caData } }],
      users: [{ name: "infraflux-platform", user: { token } }],
      contexts: [
        {
          name: "infraflux-platform@edge",
          context: { cluster: "edge", user: "infraflux-platform", namespace: "platform" },
        },
      ],
      "current-context": "infraflux-platform@edge",
    });
    assert.deepEqual(JSON.parse(info ?? ""), {
      recordVersion: 1,
      ...leastFacts,
      api: { host: "10.0.0.10", port: 6443, server, caData },
      platform: { namespace: "argocd", workloadNamespaces: ["platform"] },
    });
  });

  it("writes the ConfigMap cluster-info", async () => {
    assert.deepEqual(body(await recorded(), "edge-cluster-info"), {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "cluster-info", namespace: "argocd" },
      data: { "cluster-name": "edge", "api-server": server, "cluster-ca": caData },
    });
  });

  it("registers the cluster with Argo CD, with facts that ApplicationSets can select by", async () => {
    const given = { ...args, argocd: { labels: { tier: "gold", "argocd.argoproj.io/secret-type": "no" } } };
    const { stringData, ...rest } = body(await recorded(given), "edge-argocd-cluster");

    assert.deepEqual(rest, {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: "cluster-edge",
        namespace: "argocd",
        labels: {
          "argocd.argoproj.io/secret-type": "cluster",
          "infraflux.io/cluster-id": "7",
          "infraflux.io/environment": "prod",
          "infraflux.io/kubernetes-version": "1.36.3",
          "infraflux.io/provider": "proxmox",
          "infraflux.io/record-version": "1",
          tier: "gold",
        },
        annotations: {
          "infraflux.io/domain": "apps.example.org",
          "infraflux.io/pod-cidr": "10.244.0.0/16",
          "infraflux.io/service-cidr": "10.96.0.0/12",
        },
      },
      type: "Opaque",
    });
    const { config, ...plain } = stringData as Record<string, string>;
    assert.deepEqual(plain, {
      name: "edge",
      server,
      namespaces: "argocd,platform",
      clusterResources: "false",
    });
    assert.deepEqual(JSON.parse(config ?? ""), {
      bearerToken: token,
      tlsClientConfig: { insecure: false, caData },
    });
  });

  it("leaves Argo CD alone where it is told to", async () => {
    const seen = await recorded({ ...args, argocd: { register: false } });

    assert.ok(!seen.resources.some(({ name }) => name === "edge-argocd-cluster"));
  });

  it("has Kubernetes issue the token of an account of its own", async () => {
    const seen = await recorded();

    assert.deepEqual(body(seen, "edge-token"), {
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        name: "infraflux-platform-token",
        namespace: "argocd",
        annotations: { "kubernetes.io/service-account.name": "infraflux-platform" },
      },
      type: "kubernetes.io/service-account-token",
    });
    assert.equal(body(seen, "edge-identity")["automountServiceAccountToken"], false);
  });

  it("gives the identity no more than look-ups outside its namespaces, and no Secret at all there", async () => {
    const seen = await recorded();
    const rules = ["edge-cluster-role", "edge-role"].flatMap((name) => body(seen, name)["rules"] as Rule[]);

    assert.ok(rules.length > 0);
    for (const { apiGroups, resources, verbs } of rules) {
      const text = JSON.stringify({ apiGroups, resources, verbs });
      assert.doesNotMatch(text, /"\*"|secrets|bind|escalate|impersonate/);
    }
    for (const { verbs } of body(seen, "edge-cluster-role")["rules"] as Rule[]) {
      assert.deepEqual(verbs, ["get", "list", "watch"]);
    }
  });

  it("makes the namespaces of the platform repository and lets it edit there", async () => {
    const seen = await recorded({
      ...args,
      access: { namespaces: ["apps", "observability"], role: "admin" },
      podSecurity: "baseline",
    });
    const subjects = [{ kind: "ServiceAccount", name: "infraflux-platform", namespace: "argocd" }];

    for (const namespace of ["apps", "observability"]) {
      assert.deepEqual(body(seen, `edge-workloads-${namespace}`)["metadata"], {
        name: namespace,
        labels: {
          "app.kubernetes.io/managed-by": "infraflux",
          "pod-security.kubernetes.io/enforce": "baseline",
        },
      });
      assert.deepEqual(body(seen, `edge-workloads-${namespace}-role-binding`), {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBinding",
        metadata: { name: "infraflux-platform", namespace },
        subjects,
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "admin" },
      });
    }
    const bound = seen.all("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding");
    assert.deepEqual(
      bound.map(({ inputs }) => (inputs["roleRef"] as { name: string }).name),
      ["infraflux-platform"],
    );
  });

  it("adds the rules that it is given, and tells Argo CD that there are some", async () => {
    const rules = [{ apiGroups: ["monitoring.coreos.com"], resources: ["prometheuses"], verbs: ["*"] }];
    const seen = await recorded({ ...args, access: { rules } });

    assert.deepEqual((body(seen, "edge-cluster-role")["rules"] as Rule[]).at(-1), rules[0]);
    assert.equal(
      (body(seen, "edge-argocd-cluster")["stringData"] as Record<string, string>)["clusterResources"],
      "true",
    );
  });

  it("never shows the token, in no form", async () => {
    assert.deepEqual((await recorded()).leaking(token), []);
  });

  it("gives a secret kubeconfig, and a record that is none even where its certificate comes with secrets", async () => {
    const seen: { kubeconfig?: boolean; clusterInfo?: boolean; record?: ClusterRecord } = {};
    await record(
      async () => {
        const handoff = new PlatformHandoff("edge", { ...args, caData: pulumi.secret(caData) });
        seen.kubeconfig = await pulumi.isSecret(handoff.kubeconfig);
        seen.clusterInfo = await pulumi.isSecret(handoff.clusterInfo);
        handoff.clusterInfo.apply((value) => (seen.record = value));
      },
      { fakes: cluster },
    );

    assert.equal(seen.kubeconfig, true);
    assert.equal(seen.clusterInfo, false);
    assert.equal(seen.record?.api.caData, caData);
  });

  it("registers the same resources while nothing is known", async () => {
    const program = () => new PlatformHandoff("edge", args);
    const [planned, real] = [await record(program, { preview: true }), await recorded()];

    assert.deepEqual(planned.types().sort(), real.types().sort());
  });

  it("two of them can live in one stack", async () => {
    const other = { ...args, facts: { ...leastFacts, cluster: { ...leastFacts.cluster, name: "other" } } };
    await record(() => [new PlatformHandoff("a", args), new PlatformHandoff("b", other)], { fakes: cluster });
  });

  it("reports all bad arguments at once", async () => {
    const bad: PlatformHandoffArgs = {
      facts: { ...leastFacts, cluster: { ...leastFacts.cluster, name: "Edge" } },
      caData,
      namespace: "Argo CD",
      access: {
        namespaces: ["apps", "apps", "kube-system", "flux-system", "Apps"],
        role: "cluster-admin",
        rules: [
          { apiGroups: ["*"], resources: ["*"], verbs: ["get"] },
          { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "escalate"] },
          { apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["create"] },
          { apiGroups: ["*"], resources: ["rolebindings"], verbs: ["*"] },
          { apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["list"] },
          { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] },
          { apiGroups: ["apps", ""], resources: ["*"], verbs: ["get"] },
        ],
      },
    };

    assert.deepEqual((await complaint(bad)).split("\n"), [
      'facts.cluster.name: want lower-case letters, digits and dashes, got "Edge"',
      'namespace: want a namespace such as "argocd", got "Argo CD"',
      'access.role: want a role for workloads such as "edit" or "admin", got "cluster-admin"',
      'access.namespaces[1]: want each namespace once, got "apps" again',
      'access.namespaces[2]: want a namespace of its own, got "kube-system", which belongs to others',
      'access.namespaces[3]: want a namespace of its own, got "flux-system", which belongs to others',
      'access.namespaces[4]: want a namespace such as "platform", got "Apps"',
      'access.rules[0]: want API groups or resources by name, got "*" for both, which covers every Secret of the cluster',
      'access.rules[1]: want rights over things, got "escalate", which is a right over rights',
      "access.rules[2]: want roles and bindings to be read only, got a verb that changes them",
      "access.rules[3]: want roles and bindings to be read only, got a verb that changes them",
      'access.rules[4]: want no credentials of the whole cluster, got "secrets" of the core group: who has those is everybody',
      'access.rules[5]: want no credentials of the whole cluster, got "serviceaccounts/token" of the core group: who has those is everybody',
      'access.rules[6]: want no credentials of the whole cluster, got "*" of the core group: who has those is everybody',
    ]);
  });

  it("refuses a namespace that Kubernetes or another component makes", async () => {
    for (const namespace of ["default", "kube-system", "flux-system", "etcd-backup"]) {
      assert.equal(
        await complaint({ ...args, namespace }),
        `namespace: want a namespace such as "argocd", got "${namespace}", which belongs to others`,
      );
    }
  });

  it("lets roles be read", async () => {
    const rules = [
      { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["get", "list"] },
    ];

    await recorded({ ...args, access: { rules } });
  });
});

interface Rule {
  readonly apiGroups: string[];
  readonly resources: string[];
  readonly verbs: string[];
}

/** What the component says of bad arguments. The stack around it goes on, because a failing one leaves a rejection behind. */
async function complaint(given: PlatformHandoffArgs): Promise<string> {
  let message = "";
  const seen = await record(() => {
    assert.throws(
      () => new PlatformHandoff("edge", given),
      (error) => {
        assert.ok(pulumi.ResourceError.isInstance(error));
        message = error.message;
        return true;
      },
    );
  });
  assert.deepEqual(seen.types(), ["infraflux:index:PlatformHandoff"]);
  return message;
}
