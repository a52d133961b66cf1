import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { exampleFacts } from "../../gitops/check/facts.ts";
import { admissionScope } from "../../gitops/check/admission-files.ts";
import { substitute } from "../../gitops/check/substitute.ts";
import { admissionPolicies, kyvernoPolicy } from "../../policy/admission/index.ts";
import { deployment, role } from "../policy/samples/kubernetes/builders.ts";
import type { ApiClient, Manifest } from "./support/client.ts";
import { sharedCluster } from "./support/shared.ts";

const namespace = "admission-policies";
const takesEffectMs = 60_000;

/** A policy as the API server itself keeps one: the same selection, variables and expressions. */
function validatingAdmissionPolicy(id: string): Manifest {
  const policy = admissionPolicies.find(({ rule }) => rule.id === id);
  assert.ok(policy, id);
  const text = JSON.stringify(kyvernoPolicy(policy, admissionScope).spec).replace(
    '"${BREAK_GLASS_NAMESPACES}"',
    "${BREAK_GLASS_NAMESPACES}",
  );
  const { matchConstraints, variables, validations } = JSON.parse(
    substitute(text, exampleFacts).text,
  ) as ReturnType<typeof kyvernoPolicy>["spec"];
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: id },
    spec: { failurePolicy: "Fail", matchConstraints, variables, validations },
  };
}

/** Enforces a policy in the namespace of this file only: other tests use the same API server. */
function enforcedHere(id: string): Manifest {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: id },
    spec: {
      policyName: id,
      validationActions: ["Deny"],
      matchResources: {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
      },
    },
  };
}

/** Lets a group do everything here, so that only the policies can refuse it something. */
const everything: Manifest = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "everything", namespace },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "admission-policies:all" }],
};

/** A sample as an object in the namespace of this file. */
function here({ props }: { readonly props: object }, name: string, change: object = {}): Manifest {
  const object = props as Manifest;
  return { ...object, metadata: { ...object.metadata, namespace, name, ...change } };
}

describe("admission policies, on a real API server", function () {
  this.timeout(300_000);
  let cluster: ApiClient;

  const template = (image: string) => ({
    containers: [{ name: "app", image, securityContext: { privileged: true } }],
  });
  const privileged = here(deployment(template("ghcr.io/example/shop:1.4.2")), "older");
  const wildcard = here(role("Role", { apiGroups: ["*"], resources: ["pods"], verbs: ["get"] }), "wide");

  before(async () => {
    cluster = await sharedCluster();
    await cluster.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
    await cluster.create(everything);
    await cluster.create(privileged);
    for (const id of ["kubernetes-no-privileged", "kubernetes-rbac-no-wildcard"]) {
      await cluster.create(validatingAdmissionPolicy(id));
      await cluster.create(enforcedHere(id));
    }
    const deadline = Date.now() + takesEffectMs;
    const bad = [here(deployment(template("a:1")), "newer"), wildcard];
    while ((await Promise.all(bad.map((object) => asTenant(object)))).some(({ status }) => status !== 422)) {
      assert.ok(Date.now() < deadline, "the policies do not take effect");
      await sleep(100);
    }
  });

  after(() => {
    cluster[Symbol.dispose]();
  });

  /** Creates an object without keeping it, as a member of some groups who may do everything here. */
  const asTenant = (object: Manifest, groups: readonly string[] = ["tenants"]) =>
    cluster.request("POST", `${collection(object)}?dryRun=All`, object, {
      "impersonate-user": "tenant",
      "impersonate-group": [...groups, "admission-policies:all"],
    });

  const update = (object: Manifest) =>
    cluster.request("PUT", `${collection(object)}/${object.metadata.name}?dryRun=All`, object);

  for (const { rule } of admissionPolicies) {
    it(`are expressions that it takes without a warning: ${rule.id}`, async () => {
      assert.deepEqual(await cluster.complaints([validatingAdmissionPolicy(rule.id)]), []);
    });
  }

  it("refuse a new object with the remedy", async () => {
    const { refusal } = await cluster.judge(here(deployment(template("a:1")), "newer"));

    assert.match(
      refusal ?? "",
      /kubernetes-no-privileged: securityContext\.privileged: true is not allowed\. What to do: Take /,
    );
  });

  it("let an older object be scaled, labelled and freed of finalizers", async () => {
    const scaled = { ...privileged, spec: { ...(privileged["spec"] as object), replicas: 3 } };
    const labelled = here({ props: { ...privileged } }, "older", {
      labels: { team: "shop", added: "later" },
      finalizers: [],
    });

    assert.deepEqual([(await update(scaled)).status, (await update(labelled)).status], [200, 200]);
  });

  it("refuse an older object whose pod is changed and stays bad", async () => {
    const changed = here(deployment(template("ghcr.io/example/shop:1.5.0")), "older");

    assert.equal((await update(changed)).status, 422);
  });

  it("refuse what a tenant grants, and let the cluster's own controllers and administrators grant it", async () => {
    const status = async (...groups: string[]) => (await asTenant(wildcard, groups)).status;

    assert.deepEqual(
      [
        await status("tenants"),
        await status("system:serviceaccounts:shop"),
        await status("system:serviceaccounts:kube-system"),
        await status("system:masters"),
      ],
      [422, 422, 201, 201],
    );
  });
});

function collection({ apiVersion, kind }: Manifest): string {
  return `/apis/${apiVersion}/namespaces/${namespace}/${kind.toLowerCase()}s`;
}
