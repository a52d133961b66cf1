import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { Ajv } from "ajv";
import { Deployment } from "kubernetes-models/apps/v1";
import { parse } from "yaml";

import { build } from "../../gitops/check/build.ts";
import type { Manifest } from "../../gitops/check/files.ts";
import { schemaProblem } from "../../gitops/check/schema.ts";
import { root } from "../../tools/lib/paths.mjs";
import { chartKeys, ciliumSchema, unknownKeys } from "../components/cilium/chart-keys.ts";

const example = "examples/service-mesh";

type Labels = Readonly<Record<string, string>>;

interface WorkloadSpec {
  readonly template: {
    readonly metadata: { readonly labels: Labels };
    readonly spec: {
      readonly serviceAccountName: string;
      readonly containers: readonly [
        {
          readonly image: string;
          readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
        },
      ];
    };
  };
}

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly selector: Labels;
  readonly ports: readonly { readonly port: number; readonly targetPort: string }[];
}

interface Backend {
  readonly name: string;
  readonly port: number;
  readonly weight?: number;
}

interface RouteSpec {
  readonly parentRefs: readonly (Backend & { readonly group: string; readonly kind: string })[];
  readonly rules: readonly { readonly backendRefs: readonly Backend[] }[];
}

interface Peers {
  readonly fromEndpoints?: readonly { readonly matchLabels: Labels }[];
  readonly toEndpoints?: readonly { readonly matchLabels: Labels }[];
  readonly toPorts: readonly { readonly ports: readonly { readonly port: string }[] }[];
}

interface PolicySpec {
  readonly endpointSelector: { readonly matchLabels: Labels };
  readonly ingress?: readonly Peers[];
  readonly egress?: readonly Peers[];
}

/** A folder as `kubectl apply -k` applies it. */
async function built(folder: string): Promise<readonly Manifest[]> {
  const { objects, problems } = await build(root, `${example}/${folder}`, {});
  assert.deepEqual(problems, []);
  return objects;
}

/** The specifications of a kind, by the names of the objects. */
function specs<Spec>(objects: readonly Manifest[], wanted: string): ReadonlyMap<string, Spec> {
  return new Map(
    objects
      .filter(({ kind }) => kind === wanted)
      .map(({ metadata, spec }) => [metadata?.name ?? "", spec as unknown as Spec]),
  );
}

const within = (wanted: Labels, labels: Labels) =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

const workloads = (objects: readonly Manifest[]) => specs<WorkloadSpec>(objects, "Deployment");

/** The Deployments whose pods have the labels, by name. */
const selected = (objects: readonly Manifest[], wanted: Labels) =>
  Array.from(workloads(objects))
    .filter(([, { template }]) => within(wanted, template.metadata.labels))
    .map(([name]) => name)
    .sort();

/** Who may call whom on which ports, as far as both sides allow it. */
function allowed(objects: readonly Manifest[]): string[] {
  const policies = Array.from(specs<PolicySpec>(objects, "CiliumNetworkPolicy").values());
  const one = (
    { endpointSelector }: PolicySpec,
    side: "in" | "out",
    { fromEndpoints, toEndpoints, toPorts }: Peers,
  ) => {
    const subjects = selected(objects, endpointSelector.matchLabels);
    const peers = [...(fromEndpoints ?? []), ...(toEndpoints ?? [])].flatMap(({ matchLabels }) =>
      selected(objects, matchLabels),
    );
    const ports = toPorts.flatMap((rule) => rule.ports.map(({ port }) => port));
    return subjects.flatMap((subject) =>
      peers.flatMap((peer) =>
        ports.map((port) =>
          side === "in" ? `${peer} > ${subject}:${port}` : `${subject} > ${peer}:${port}`,
        ),
      ),
    );
  };
  const incoming = policies.flatMap((policy) =>
    (policy.ingress ?? []).flatMap((peers) => one(policy, "in", peers)),
  );
  const outgoing = policies.flatMap((policy) =>
    (policy.egress ?? []).flatMap((peers) => one(policy, "out", peers)),
  );
  return incoming.filter((flow) => outgoing.includes(flow)).sort();
}

for (const folder of ["split", "mtls"]) {
  describe(`examples/service-mesh/${folder}`, () => {
    let objects: readonly Manifest[];

    before(async () => {
      objects = await built(folder);
    });

    it("holds objects as their kinds have them, all in one namespace", () => {
      const [namespace] = specs(objects, "Namespace").keys();

      for (const object of objects) {
        if (object.kind === "Deployment") {
          new Deployment(object as never).validate();
        } else {
          assert.equal(schemaProblem(object), undefined);
        }
        assert.equal(object.kind === "Namespace" || object.metadata?.namespace === namespace, true);
      }
    });

    it("has the versions of the catalog behind one Service, and behind one each", () => {
      const services = specs<ServiceSpec>(objects, "Service");
      const behind = Array.from(services, ([name, { selector }]) => [name, selected(objects, selector)]);

      assert.deepEqual(Object.fromEntries(behind), {
        catalog: ["catalog-v1", "catalog-v2"],
        "catalog-v1": ["catalog-v1"],
        "catalog-v2": ["catalog-v2"],
      });
      for (const [name, { ports, selector }] of services) {
        for (const workload of selected(objects, selector)) {
          const [container] = workloads(objects).get(workload)?.template.spec.containers ?? [];
          assert.deepEqual(
            ports.map(({ port, targetPort }) => ({ name: targetPort, containerPort: port })),
            container?.ports,
            name,
          );
        }
      }
    });

    it("runs what the GitOps catalogue runs, under accounts that are there", () => {
      const release = parse(
        readFileSync(new URL("../../gitops/apps/podinfo/helmrelease-podinfo.yaml", import.meta.url), "utf8"),
      ) as { spec: { chart: { spec: { version: string } } } };
      const accounts = objects
        .filter(({ kind }) => kind === "ServiceAccount")
        .map(({ metadata }) => metadata?.name);

      for (const { template } of workloads(objects).values()) {
        const { containers, serviceAccountName } = template.spec;
        assert.equal(containers[0].image, `ghcr.io/stefanprodan/podinfo:${release.spec.chart.spec.version}`);
        assert.equal(accounts.includes(serviceAccountName), true);
      }
    });
  });
}

describe("examples/service-mesh/split", () => {
  let objects: readonly Manifest[];

  before(async () => {
    objects = await built("split");
  });

  it("divides what is sent to the catalog", () => {
    const services = specs<ServiceSpec>(objects, "Service");
    const [route] = specs<RouteSpec>(objects, "HTTPRoute").values();
    const served = ({ name, port }: Backend) =>
      services.get(name)?.ports.some((candidate) => candidate.port === port) ?? false;

    assert.deepEqual(route?.parentRefs, [{ group: "", kind: "Service", name: "catalog", port: 9898 }]);
    assert.equal(route.parentRefs.every(served), true);
    assert.equal(route.rules.flatMap(({ backendRefs }) => backendRefs).every(served), true);
    assert.deepEqual(
      route.rules.map(({ backendRefs }) => backendRefs.map(({ name, weight }) => [name, weight])),
      [
        [["catalog-v2", undefined]],
        [
          ["catalog-v1", 90],
          ["catalog-v2", 10],
        ],
      ],
    );
  });

  it("lets the storefront reach whatever version the route chooses, and nobody else", () => {
    assert.deepEqual(allowed(objects), ["storefront > catalog-v1:9898", "storefront > catalog-v2:9898"]);
  });
});

describe("examples/service-mesh/mtls", () => {
  let objects: readonly Manifest[];

  before(async () => {
    objects = await built("mtls");
  });

  it("enrols the namespace", () => {
    const namespace = objects.find(({ kind }) => kind === "Namespace");
    const { labels } = namespace?.metadata as { labels: Labels };

    assert.equal(labels["io.cilium/mtls-enabled"], "true");
  });

  it("lets the storefront reach the catalog through the tunnel alone", () => {
    assert.deepEqual(allowed(objects), ["storefront > catalog-v1:15008", "storefront > catalog-v2:15008"]);
  });

  it("has nothing that would have to see requests, nor a Service with an address of its own", () => {
    const services = Array.from(specs<ServiceSpec>(objects, "Service").values());

    assert.deepEqual(Array.from(specs(objects, "HTTPRoute").keys()), []);
    assert.deepEqual(
      services.map(({ clusterIP }) => clusterIP),
      ["None", "None", "None"],
    );
  });

  it("has values that the chart knows", () => {
    const path = new URL(`../../${example}/mtls/ztunnel-values.yaml`, import.meta.url);
    const values = parse(readFileSync(path, "utf8")) as Parameters<typeof unknownKeys>[0];
    const validate = new Ajv({ strict: false, allErrors: true }).compile(ciliumSchema);

    assert.deepEqual(unknownKeys(values, chartKeys("cilium-1.20.0-value-keys.tsv"), ciliumSchema), []);
    assert.equal(validate(values), true, JSON.stringify(validate.errors));
    assert.deepEqual(values, { encryption: { enabled: true, type: "ztunnel" } });
  });
});
