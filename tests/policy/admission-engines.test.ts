import assert from "node:assert/strict";
import { join } from "node:path";

import { admissionFacts } from "../../components/flux/index.ts";
import type { AdmissionEngine } from "../../components/flux/index.ts";
import { build } from "../../gitops/check/build.ts";
import { exampleFacts } from "../../gitops/check/facts.ts";
import type { Manifest } from "../../gitops/check/files.ts";
import { admissionPolicies } from "../../policy/admission/index.ts";
import { workloads } from "../../policy/admission/kinds.ts";
import { root } from "../../tools/lib/paths.mjs";
import { readCrds } from "../cluster/support/crds.ts";
import { kubernetesSamples } from "./samples/kubernetes/index.ts";
import type { AdmittedObject } from "./support/admitted.ts";
import { admittedSamples, namespaceOf, namespacesOf } from "./support/admitted.ts";
import { gatekeeperVerdicts } from "./support/gator.ts";
import { kyvernoVerdicts } from "./support/kyverno.ts";
import { judged } from "./support/sample.ts";
import type { Verdicts } from "./support/verdicts.ts";

/** The policies of an engine as Flux applies them. */
async function applied(engine: AdmissionEngine, ...folders: readonly string[]): Promise<readonly Manifest[]> {
  const facts = {
    ...exampleFacts,
    ...admissionFacts({ engine, mode: "enforce", breakGlassNamespaces: ["incident"], replicas: 3 }),
  };
  const built = await Promise.all(
    folders.map((folder) => build(join(root, "gitops"), `apps/${folder}`, facts)),
  );
  return built.flatMap(({ objects }) => objects).filter(({ kind }) => kind !== "ClusterRole");
}

const samples = admittedSamples(kubernetesSamples);
const objects = samples.map(({ object }) => object);

/** A pod that breaks most rules. */
const privileged = (name: string, namespace: string): AdmittedObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace },
  spec: {
    hostNetwork: true,
    containers: [{ name: "app", image: "app", securityContext: { privileged: true } }],
  },
});

/** The same in places where nothing is judged. */
const spared = {
  "system namespace": privileged("in-system", "kube-system"),
  "break-glass namespace of the configuration": privileged("in-named", "incident"),
  "namespace with the break-glass label": privileged("in-labelled", "rescue"),
};
const judgedToo = privileged("in-shop", "shop");

/** What the pack refuses where a program makes it, and the cluster must let pass where its own controllers make it. */
const made = {
  "kubernetes-service-account-token": {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "default", namespace: "shop" },
  },
};

const namespaces = [
  ...namespacesOf([...objects, spared["system namespace"]]),
  namespaceOf("incident"),
  namespaceOf("rescue", { "infraflux.io/break-glass": "true" }),
];
const question = { objects: [...objects, judgedToo, ...Object.values({ ...spared, ...made })], namespaces };

/**
 * The question in two parts, about what makes pods and about the rest: Kyverno's command prepares every policy anew for
 * each object, and most policies are about one part only.
 */
function inParts(policies: readonly Manifest[]) {
  const isAbout = (kinds: readonly string[], id: string | undefined) =>
    admissionPolicies.some(
      ({ rule, kinds: own }) => rule.id === id && own.some(({ kind }) => kinds.includes(kind)),
    );
  const all = [...new Set(admissionPolicies.flatMap(({ kinds }) => kinds.map(({ kind }) => kind)))];
  const pods = workloads.map(({ kind }) => kind);
  return [pods, all.filter((kind) => !pods.includes(kind))].map((kinds) => ({
    policies: policies.filter(({ metadata }) => isAbout(kinds, metadata?.name)),
    objects: question.objects.filter(({ kind }) => kinds.includes(kind)),
    namespaces,
  }));
}

const engines: Readonly<Record<AdmissionEngine, () => Promise<Verdicts>>> = {
  kyverno: async () =>
    await kyvernoVerdicts(
      inParts(await applied("kyverno", "kyverno-policies")),
      (await readCrds()).get("sigs.k8s.io/gateway-api") ?? [],
    ),
  gatekeeper: async () =>
    await gatekeeperVerdicts({
      ...question,
      policies: await applied("gatekeeper", "gatekeeper-templates", "gatekeeper-constraints"),
    }),
};

describe("samples that no engine is given", () => {
  it("are those that an API server is not given either, as single objects", () => {
    const given = new Set(samples.map(({ sample }) => sample));
    const left = kubernetesSamples
      .filter(({ rule }) => admissionPolicies.some((policy) => policy.rule === rule))
      .flatMap(({ good, bad }) => [
        ...Object.values(good),
        ...Object.values(bad).map(({ subject }) => subject),
      ])
      .flat()
      .filter((sample) => !given.has(sample));

    assert.deepEqual([...new Set(left.map(({ type }) => type))].sort(), [
      "kubernetes:apps/v1:DeploymentList",
      "kubernetes:apps/v1:DeploymentPatch",
      "kubernetes:core/v1:NamespacePatch",
      "kubernetes:core/v1:PodPatch",
      "kubernetes:core/v1:ServiceAccountPatch",
      "kubernetes:helm.sh/v3:Chart",
      "kubernetes:helm.sh/v3:Release",
      "kubernetes:helm.sh/v4:Chart",
      "talos:machine/configurationApply:ConfigurationApply",
    ]);
  });
});

for (const [engine, ask] of Object.entries(engines)) {
  describe(`admission policies, judged by ${engine} itself`, function () {
    this.timeout(300_000);
    let verdicts: Verdicts;

    before(async () => {
      verdicts = await ask();
    });

    for (const { rule, kinds } of admissionPolicies) {
      it(`agrees with the pack on every sample: ${rule.id}`, () => {
        const about = samples.filter(({ object }) => kinds.some(({ kind }) => kind === object.kind));
        const differing = about
          .filter(
            ({ sample, object }) =>
              verdicts.refused(rule.id, object.metadata.name) !==
              judged({ rule, good: {}, bad: {} }, sample).violations.length > 0,
          )
          .map(({ title, object }) => ({
            title,
            engine: verdicts.messages(rule.id, object.metadata.name),
          }));

        assert.ok(about.some(({ object }) => verdicts.refused(rule.id, object.metadata.name)));
        assert.deepEqual(differing, []);
      });
    }

    for (const [where, { metadata }] of Object.entries(spared)) {
      it(`leaves alone what is in a ${where}`, () => {
        assert.deepEqual(
          admissionPolicies.map(({ rule }) => rule.id).filter((id) => verdicts.refused(id, metadata.name)),
          [],
        );
      });
    }

    for (const [rule, { kind, metadata }] of Object.entries(made)) {
      it(`lets the cluster's own controllers make a ${kind} in spite of ${rule}`, () => {
        assert.equal(verdicts.refused(rule, metadata.name), false);
      });
    }

    it("judges the same object elsewhere", () => {
      assert.ok(verdicts.refused("kubernetes-no-privileged", judgedToo.metadata.name));
    });
  });
}
