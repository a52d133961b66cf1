import assert from "node:assert/strict";

import { CloudController } from "../../../components/cloud/index.ts";
import type { GcpControllerArgs } from "../../../components/cloud/index.ts";
import { record, revealed } from "../../support/record.ts";
import { gcp } from "./samples.ts";

/** A DaemonSet as far as these tests look into it. */
interface DaemonSet {
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly selector: { readonly matchLabels: object };
    readonly template: {
      readonly metadata: { readonly labels: object; readonly annotations: Record<string, string> };
      readonly spec: {
        readonly serviceAccountName: string;
        readonly hostNetwork: boolean;
        readonly nodeSelector: object;
        readonly tolerations: { readonly key: string }[];
        readonly containers: { readonly args: string[]; readonly env: object[]; readonly image: string }[];
        readonly volumes: { readonly configMap: { readonly name: string } }[];
      };
    };
  };
}

const seenWith = (change: Partial<GcpControllerArgs> = {}) =>
  record(() => new CloudController("edge-cloud", { ...gcp, ...change }));

async function daemonSetWith(change: Partial<GcpControllerArgs> = {}): Promise<DaemonSet> {
  const { inputs } = (await seenWith(change)).only("kubernetes:apps/v1:DaemonSet");
  return revealed(inputs) as DaemonSet;
}

async function argsWith(change: Partial<GcpControllerArgs> = {}): Promise<string[]> {
  const { spec } = await daemonSetWith(change);
  return spec.template.spec.containers.flatMap(({ args }) => args);
}

describe("the controller of Google Cloud", () => {
  it("is told where its machines are, and by which tag rules for Services find them", async () => {
    const { inputs } = (await seenWith()).only("kubernetes:core/v1:ConfigMap");

    assert.deepEqual(inputs["data"], {
      "gce.conf":
        "[global]\n" +
        "project-id = example-project\n" +
        "network-name = edge-network\n" +
        "subnetwork-name = edge-nodes\n" +
        "node-tags = edge-machine\n" +
        "node-instance-prefix = edge-\n" +
        "multizone = true\n",
    });
  });

  it("takes up nodes and balances Services, and leaves routes to the pods' own network", async () => {
    assert.deepEqual(await argsWith(), [
      "--v=2",
      "--cloud-provider=gce",
      "--cloud-config=/etc/gce/gce.conf",
      "--secure-port=10258",
      "--cluster-name=edge",
      "--controllers=cloud-node,cloud-node-lifecycle,service",
      "--configure-cloud-routes=false",
    ]);
  });

  it("keeps a route for the pods of each node where the network is to carry them", async () => {
    assert.deepEqual((await argsWith({ routes: true })).slice(5), [
      "--controllers=cloud-node,cloud-node-lifecycle,service,route",
      "--configure-cloud-routes=true",
      "--cluster-cidr=10.244.0.0/16",
    ]);
  });

  it("runs on control planes and their network, before nodes are taken up and without Services", async () => {
    const { spec } = (await daemonSetWith()).spec.template;

    assert.equal(spec.hostNetwork, true);
    assert.deepEqual(spec.nodeSelector, { "node-role.kubernetes.io/control-plane": "" });
    assert.ok(spec.tolerations.some(({ key }) => key === "node.cloudprovider.kubernetes.io/uninitialized"));
    assert.deepEqual(
      spec.containers.map(({ image, env }) => ({ image, env })),
      [
        {
          image: "registry.k8s.io/cloud-provider-gcp/cloud-controller-manager:v36.0.7",
          env: [
            { name: "KUBERNETES_SERVICE_HOST", value: "localhost" },
            { name: "KUBERNETES_SERVICE_PORT", value: "7445" },
          ],
        },
      ],
    );
  });

  it("starts anew with another configuration, and only then", async () => {
    const checksum = async (change?: Partial<GcpControllerArgs>) =>
      (await daemonSetWith(change)).spec.template.metadata.annotations["checksum/configuration"];
    const first = await checksum();

    assert.match(first ?? "", /^[0-9a-f]{64}$/);
    assert.equal(await checksum(), first);
    assert.notEqual(await checksum({ place: { ...gcp.place, nodeTag: "other" } }), first);
  });

  it("has its rights before it runs, all of them given to its own account", async () => {
    const seen = await seenWith();
    const bindings = seen.resources.filter(({ type }) => type.endsWith("RoleBinding"));
    const { dependsOn, inputs } = seen.only("kubernetes:apps/v1:DaemonSet");

    assert.deepEqual([...dependsOn].sort(), bindings.map(({ name }) => name).sort());
    assert.deepEqual(
      bindings.map((binding) => binding.inputs["subjects"]),
      Array(3).fill([{ kind: "ServiceAccount", name: "cloud-controller-manager", namespace: "kube-system" }]),
    );
    assert.equal(
      (inputs as unknown as DaemonSet).spec.template.spec.serviceAccountName,
      "cloud-controller-manager",
    );
  });

  it("may neither read Secrets nor give rights", async () => {
    const seen = await seenWith();
    const rules = ["ClusterRole", "Role"].flatMap(
      (kind) =>
        seen.only(`kubernetes:rbac.authorization.k8s.io/v1:${kind}`).inputs["rules"] as {
          resources: string[];
          verbs: string[];
        }[],
    );

    assert.ok(rules.length > 5);
    assert.deepEqual(
      rules.filter(
        ({ resources, verbs }) =>
          resources.some((resource) => /\*|secret|serviceaccount|role/.test(resource)) ||
          verbs.some((verb) => /\*|bind|escalate|impersonate/.test(verb)),
      ),
      [],
    );
  });
});
