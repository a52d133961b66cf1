import assert from "node:assert/strict";

import { admissionScope } from "../../gitops/check/admission-files.ts";
import {
  admissionPolicies,
  gatekeeperConstraint,
  gatekeeperTemplate,
  kyvernoPolicy,
  kyvernoReader,
  notForAdmission,
} from "../../policy/admission/index.ts";
import type { AdmissionPolicy } from "../../policy/admission/index.ts";
import { kubernetesRules } from "../../policy/rules/kubernetes/index.ts";

const policy = (id: string): AdmissionPolicy => {
  const found = admissionPolicies.find(({ rule }) => rule.id === id);
  assert.ok(found, id);
  return found;
};

describe("admission policies", () => {
  it("are there for every rule about Kubernetes objects, or it is said why not", () => {
    assert.deepEqual(
      [...admissionPolicies.map(({ rule }) => rule.id), ...Object.keys(notForAdmission)].sort(),
      kubernetesRules.map(({ id }) => id).sort(),
    );
  });

  it("leave the cluster, what runs it and the engines alone", () => {
    assert.deepEqual(
      ["kube-system", "flux-system", "cert-manager", "capi-system", "kyverno", "gatekeeper-system"].filter(
        (name) => !admissionScope.systemNamespaces.includes(name),
      ),
      [],
    );
    for (const one of admissionPolicies) {
      const exempt = Object.keys(one.exempt ?? {});
      const selectors = [
        kyvernoPolicy(one, admissionScope).spec.matchConstraints.namespaceSelector,
        gatekeeperConstraint(one, admissionScope).spec.match.namespaceSelector,
      ];
      for (const { matchExpressions } of selectors) {
        assert.deepEqual(matchExpressions, [
          {
            key: "kubernetes.io/metadata.name",
            operator: "NotIn",
            values: [...admissionScope.systemNamespaces, ...exempt],
          },
          { key: "kubernetes.io/metadata.name", operator: "NotIn", values: "${BREAK_GLASS_NAMESPACES}" },
          { key: "infraflux.io/break-glass", operator: "NotIn", values: ["true"] },
        ]);
      }
    }
  });

  it("exempt the sample application, which is plain HTTP, from TLS and from nothing else", () => {
    assert.deepEqual(
      admissionPolicies
        .filter(({ exempt }) => exempt !== undefined)
        .map(({ rule, exempt = {} }) => [rule.id, Object.keys(exempt)]),
      [
        ["kubernetes-gateway-tls", ["podinfo"]],
        ["kubernetes-ingress-tls", ["podinfo"]],
      ],
    );
  });

  it("mean the same to both engines", () => {
    for (const one of admissionPolicies) {
      const { variables, validations } = kyvernoPolicy(one, admissionScope).spec;
      const [target] = gatekeeperTemplate(one, admissionScope).spec.targets;
      const source = target?.code[0]?.source;

      assert.deepEqual([source?.variables, source?.validations], [variables, validations], one.rule.id);
    }
  });

  it("say what to do", () => {
    const [validation] = kyvernoPolicy(policy("kubernetes-no-host-path"), admissionScope).spec.validations;

    assert.equal(
      validation?.message,
      "kubernetes-no-host-path: volumes: a path of the node is not allowed. What to do: Use an `emptyDir`, a claim or a projected volume in place of `hostPath`; what manages the node itself wants an exemption by name.",
    );
  });

  it("match a subresource only by what may change there", () => {
    assert.deepEqual(
      kyvernoPolicy(
        policy("kubernetes-image-pinned"),
        admissionScope,
      ).spec.matchConstraints.resourceRules.map(({ resources }) => resources),
      [
        ["pods", "pods/ephemeralcontainers", "podtemplates", "replicationcontrollers"],
        ["daemonsets", "deployments", "replicasets", "statefulsets"],
        ["cronjobs", "jobs"],
      ],
    );
  });

  it("leave roles to the cluster's own controllers, and to nobody else", () => {
    const sparing = admissionPolicies.filter(({ sparesControllers = false }) => sparesControllers);
    const [passes] = kyvernoPolicy(policy("kubernetes-rbac-no-wildcard"), admissionScope).spec.variables;

    assert.deepEqual(
      sparing.map(({ rule }) => rule.id),
      [
        "kubernetes-rbac-no-anonymous",
        "kubernetes-rbac-no-cluster-admin",
        "kubernetes-rbac-no-cluster-secrets",
        "kubernetes-rbac-no-escalation",
        "kubernetes-rbac-no-wildcard",
      ],
    );
    assert.equal(
      passes?.expression,
      [
        "oldObject != null && has(oldObject.kind) && object.?rules == oldObject.?rules",
        `request.?userInfo.?groups.orValue([]).exists(group, group in ${JSON.stringify([
          "system:masters",
          ...admissionScope.systemNamespaces.map((name) => `system:serviceaccounts:${name}`),
        ])})`,
      ].join(" || "),
    );
  });
});

describe("the rights of Kyverno", () => {
  it("reach whatever a policy judges, to read it, and no Secret", () => {
    const granted = kyvernoReader(admissionPolicies.flatMap(({ kinds }) => kinds)).rules.flatMap(
      ({ apiGroups, resources, verbs }) =>
        resources.map((resource) => `${verbs.join(" ")} ${apiGroups.join(" ")}/${resource}`),
    );
    const judged = admissionPolicies.flatMap(({ kinds }) =>
      kinds.map(({ group, resource }) => `get list watch ${group}/${resource}`),
    );

    assert.deepEqual(
      judged.filter((right) => !granted.includes(right)),
      [],
    );
    assert.deepEqual(
      granted.filter((right) => right.endsWith("/secrets")),
      [],
    );
  });
});
