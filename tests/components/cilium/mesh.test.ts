import assert from "node:assert/strict";

import { Ajv } from "ajv";

import { ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { ChartValues, CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";
import { chartKeys, ciliumSchema, unknownKeys } from "./chart-keys.ts";
import { samples } from "./samples/mesh.ts";

type Mesh = NonNullable<CiliumSettings["mesh"]>;
type Peer = NonNullable<Mesh["peers"]>[number];

const keys = chartKeys("cilium-1.20.0-value-keys.tsv", "cilium-1.20.0-template-keys.tsv");
const validate = new Ajv({ strict: false, allErrors: true }).compile(ciliumSchema);

const west: Peer = {
  name: "west",
  id: 8,
  podCidr: "10.245.0.0/16",
  nodeCidr: "10.0.1.0/24",
  addresses: ["10.0.1.200"],
};
const north: Peer = { ...west, name: "north", id: 9, podCidr: "10.246.0.0/16", nodeCidr: "10.0.2.0/24" };

/** Arguments of a cluster in a mesh with `west`. */
function meshed(mesh: Mesh = {}, rest: Partial<CiliumPlanArgs> = {}): CiliumPlanArgs {
  const { settings, ...others } = rest;
  return {
    ...everything,
    nodeCidr: "10.0.0.0/24",
    ...others,
    settings: { ...everything.settings, mesh: { authority: "own", peers: [west], ...mesh }, ...settings },
  };
}

interface MeshValues extends ChartValues {
  readonly config: { readonly enabled: boolean; readonly clusters?: ChartValues };
  readonly apiserver: { readonly service: ChartValues; readonly tls: ChartValues };
}

const meshValues = (args: CiliumPlanArgs) => ciliumValues(args).cilium["clustermesh"] as MeshValues;
const peersAre = (...peers: Peer[]) => meshed({ peers });

describe("the values of a mesh", () => {
  for (const [title, change] of samples) {
    it(`have only keys of the chart, of the types that it wants, with ${title}`, () => {
      const args = { ...everything, ...change };
      const { cilium } = ciliumValues(args);

      assert.deepEqual(ciliumProblems(args), []);
      assert.deepEqual(unknownKeys(cilium, keys, ciliumSchema), []);
      validate(cilium);
      assert.deepEqual(validate.errors, null);
    });
  }

  it("bring the ConfigMap that the mesh API server mounts also where there is no peer", () => {
    assert.deepEqual(meshValues(everything).config, { enabled: true, clusters: {} });
  });

  it("connect to each peer at all of its addresses, by its name", () => {
    const { clusters } = meshValues(
      peersAre(west, { ...north, addresses: ["10.0.2.11", "10.0.2.12"], port: 32379 }),
    ).config;

    assert.deepEqual(clusters, {
      west: { ips: ["10.0.1.200"], port: 2379 },
      north: { ips: ["10.0.2.11", "10.0.2.12"], port: 32379 },
    });
  });

  it("give each peer a user of its own, and certificates that do not change at each render", () => {
    assert.deepEqual(meshValues(everything).apiserver.tls, {
      authMode: "cluster",
      auto: { enabled: true, method: "cronJob" },
    });
  });

  it("trust the shared authority itself once there is one", () => {
    const trusted = (args: CiliumPlanArgs) =>
      (ciliumValues(args).cilium["tls"] as { caBundle: ChartValues }).caBundle;

    assert.deepEqual(trusted(everything), { enabled: false });
    assert.deepEqual(trusted(meshed()), {
      ...{ enabled: true, useSecret: true, name: "cilium-ca", key: "ca.crt" },
    });
  });

  it("ask for the fixed address, else for any, else for a port of the machines", () => {
    const service = (args: CiliumPlanArgs) => meshValues(args).apiserver.service;
    const { loadBalancerRange, ...withoutRange } = meshed().settings ?? {};
    assert.ok(loadBalancerRange);

    assert.deepEqual(service(meshed({ address: "10.0.0.210" })), {
      type: "LoadBalancer",
      annotations: { "lbipam.cilium.io/ips": "10.0.0.210" },
    });
    assert.deepEqual(service(meshed()), { type: "LoadBalancer" });
    const byPort = { type: "NodePort", nodePort: 32379 };
    assert.deepEqual(service({ ...meshed(), settings: withoutRange }), byPort);
    assert.deepEqual(service({ ...meshed(), capabilities: { l4lb: false } }), byPort);
  });

  it("lead nobody to the mesh API server while nobody may join", () => {
    assert.deepEqual(meshValues(everything).apiserver.service, { externallyCreated: true });
  });

  it("let selectors mean pods of this cluster, and share annotated namespaces only, unless told otherwise", () => {
    const shared = (args: CiliumPlanArgs) => {
      const { policyDefaultLocalCluster, defaultGlobalNamespace } = meshValues(args);
      return { policyDefaultLocalCluster, defaultGlobalNamespace };
    };

    assert.deepEqual(shared(meshed()), { policyDefaultLocalCluster: true, defaultGlobalNamespace: false });
    assert.deepEqual(shared(meshed({ globalNamespaces: "all" })), {
      policyDefaultLocalCluster: true,
      defaultGlobalNamespace: true,
    });
  });

  it("export Services only when asked, and teach the cluster's DNS their names by its own domain", () => {
    const mcs = (args: CiliumPlanArgs) => meshValues(args)["mcsapi"];

    assert.deepEqual(mcs(meshed()), { enabled: false });
    assert.deepEqual(mcs(meshed({ serviceExport: true }, { clusterDomain: "k8s.internal" })), {
      enabled: true,
      installCRDs: true,
      corednsAutoConfigure: { enabled: true, coredns: { clusterDomain: "k8s.internal" } },
    });
  });

  it("leave pods of all clusters unmasqueraded with native routing", () => {
    const routed = (args: CiliumPlanArgs) => {
      const { ipv4NativeRoutingCIDR, directRoutingSkipUnreachable } = ciliumValues(args).cilium;
      return [ipv4NativeRoutingCIDR, directRoutingSkipUnreachable];
    };
    const native = { settings: { routingMode: "native" } } as const;

    assert.deepEqual(routed({ ...everything, ...native }), ["10.244.0.0/16", false]);
    assert.deepEqual(routed(meshed({ nativeRoutingCidr: "10.240.0.0/12" }, native)), ["10.240.0.0/12", true]);
    assert.deepEqual(routed(meshed()), [undefined, undefined]);
  });

  it("switch everything of the mesh off with the capability", () => {
    const values = ciliumValues({ ...everything, capabilities: { clustermesh: false } }).cilium;

    assert.deepEqual(values["clustermesh"], {
      useAPIServer: false,
      config: { enabled: false },
      mcsapi: { enabled: false },
    });
    assert.deepEqual(values["tls"], { caBundle: { enabled: false } });
  });
});

describe("a mesh that cannot be", () => {
  const refused: [string, CiliumPlanArgs, string[]][] = [
    [
      "peers without the capability",
      meshed({}, { capabilities: { clustermesh: false } }),
      ["capabilities.clustermesh"],
    ],
    [
      "exported Services without the capability",
      {
        ...everything,
        capabilities: { clustermesh: false },
        settings: { ...everything.settings, mesh: { serviceExport: true } },
      },
      ["capabilities.clustermesh"],
    ],
    ["peers without an authority", meshed({ authority: undefined }), ["settings.mesh.peers"]],
    ["a peer of this cluster's name", peersAre({ ...west, name: "edge" }), ["settings.mesh.peers[0].name"]],
    ["two peers of one name", peersAre(west, { ...north, name: "west" }), ["settings.mesh.peers[1].name"]],
    ["a peer of this cluster's number", peersAre({ ...west, id: 7 }), ["settings.mesh.peers[0].id"]],
    ["two peers of one number", peersAre(west, { ...north, id: 8 }), ["settings.mesh.peers[1].id"]],
    [
      "pods of a peer within our pods' network",
      peersAre({ ...west, podCidr: "10.244.128.0/17" }),
      ["settings.mesh.peers[0].podCidr"],
    ],
    [
      "pods of a peer on our machines' network",
      peersAre({ ...west, podCidr: "10.0.0.0/25" }),
      ["settings.mesh.peers[0].podCidr"],
    ],
    [
      "pods of two peers in one network",
      peersAre(west, { ...north, podCidr: "10.245.4.0/22" }),
      ["settings.mesh.peers[1].podCidr"],
    ],
    [
      "pods of one peer on the machines' network of another",
      peersAre(west, { ...north, nodeCidr: "10.245.4.0/22" }),
      ["settings.mesh.peers[0].podCidr"],
    ],
    [
      "machines of a peer in our pods' network",
      peersAre({ ...west, nodeCidr: "10.244.3.0/24" }),
      ["settings.mesh.peers[0].nodeCidr"],
    ],
    [
      "native routing that masquerades what goes to a peer",
      meshed({}, { capabilities: { multicast: false }, settings: { routingMode: "native" } }),
      ["settings.routingMode"],
    ],
    [
      "a native network that leaves a peer out",
      meshed(
        { peers: [west, north], nativeRoutingCidr: "10.244.0.0/15" },
        { capabilities: { multicast: false }, settings: { routingMode: "native" } },
      ),
      ["settings.mesh.nativeRoutingCidr"],
    ],
    ["an address that nobody gives out", meshed({ address: "10.0.0.221" }), ["settings.mesh.address"]],
    [
      "an address without the balancer that gives it out",
      meshed(
        { address: "10.0.0.210" },
        { capabilities: { l4lb: false }, settings: { loadBalancerRange: undefined } },
      ),
      ["settings.mesh.address"],
    ],
    [
      "a peer at our own address",
      meshed({ address: "10.0.0.210", peers: [{ ...west, addresses: ["10.0.0.210"] }] }),
      ["settings.mesh.peers[0].addresses"],
    ],
    [
      "a peer that is written wrongly all over",
      peersAre({
        ...{ name: "West", id: 256, podCidr: "10.245.0.0", nodeCidr: "west", addresses: [], port: 0 },
      }),
      ["name", "id", "podCidr", "nodeCidr", "addresses", "port"].map(
        (key) => `settings.mesh.peers[0].${key}`,
      ),
    ],
    [
      "a peer at a name instead of an address",
      peersAre({ ...west, addresses: ["mesh.west.example.org"] }),
      ["settings.mesh.peers[0].addresses"],
    ],
  ];
  for (const [title, args, expected] of refused) {
    it(`is refused for ${title}`, () => {
      assert.deepEqual(
        ciliumProblems(args).map(({ path }) => path),
        expected,
      );
    });
  }

  it("is explained with what clashes, why, and what to do", () => {
    const [problem] = ciliumProblems(peersAre({ ...west, podCidr: "10.244.128.0/17" }));

    assert.equal(
      problem?.problem,
      'want a network apart from the pods of this cluster (10.244.0.0/16), got "10.244.128.0/17": an address that pods of one cluster share with anything of another leads to the wrong one (Cilium documentation, Setting up Cluster Mesh, Cluster Addressing Requirements). Plan the pod networks of all clusters apart; a running cluster cannot change its own. [mesh-networks-overlap]',
    );
  });

  it("takes an address of a further pool, and machines of all clusters on one network", () => {
    const pools = { mesh: { ranges: [{ from: "10.0.0.240", to: "10.0.0.243" }] } };

    assert.deepEqual(ciliumProblems(meshed({ address: "10.0.0.241" }, { settings: { pools } })), []);
    assert.deepEqual(ciliumProblems(peersAre({ ...west, nodeCidr: "10.0.0.0/24" })), []);
  });
});
