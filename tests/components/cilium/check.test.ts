import assert from "node:assert/strict";

import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

const paths = (args: CiliumPlanArgs) => ciliumProblems(args).map(({ path }) => path);

describe("ciliumProblems", () => {
  it("finds nothing wrong with everything on", () => {
    assert.deepEqual(ciliumProblems(everything), []);
  });

  const refused: [string, CiliumPlanArgs, string[]][] = [
    ["a name with capitals", { ...everything, clusterName: "Edge" }, ["clusterName"]],
    ["a name of 33 characters", { ...everything, clusterName: "a".repeat(33) }, ["clusterName"]],
    ["the name that the chart reserves", { ...everything, clusterName: "default" }, ["clusterName"]],
    ["id 0", { ...everything, clusterId: 0 }, ["clusterId"]],
    ["id 256", { ...everything, clusterId: 256 }, ["clusterId"]],
    ["no node", { ...everything, nodeCount: 0 }, ["nodeCount"]],
    [
      "networks that are none, whatever is compared with them",
      {
        ...everything,
        ...{ podCidr: "pods", serviceCidr: "10.96.0.0", nodeCidr: "fd00::/64" },
        settings: {
          loadBalancerRange: { from: "first", to: "10.0.0.9" },
          bgp: { localAsn: 64512, peers: [{ name: "router", address: "10.9.0.2", asn: 64513 }] },
          announcement: "bgp",
          mesh: { authority: "own", address: "10.0.0.2", nativeRoutingCidr: "10.0.0.0/99" },
        },
      },
      [
        ...["podCidr", "serviceCidr", "settings.mesh.nativeRoutingCidr", "nodeCidr"],
        ...["settings.loadBalancerRange", "settings.mesh.address"],
      ],
    ],
    [
      "a floating version",
      { ...everything, charts: { ciliumVersion: "1.20.x", tetragonVersion: "1.7" } },
      ["charts.ciliumVersion", "charts.tetragonVersion"],
    ],
    [
      "Tetragon without a version",
      { ...everything, charts: { ciliumVersion: "1.20.0" } },
      ["charts.tetragonVersion"],
    ],
    [
      "kube-proxy where its replacement is needed",
      { ...everything, capabilities: { kubeProxyReplacement: false } },
      ["gatewayAPI", "ingress", "egressGateway", "l4lb"].map((name) => `capabilities.${name}`),
    ],
    [
      "multicast over Geneve",
      { ...everything, settings: { tunnelProtocol: "geneve" } },
      ["capabilities.multicast"],
    ],
    [
      "multicast over native routing",
      { ...everything, settings: { routingMode: "native" } },
      ["capabilities.multicast"],
    ],
    [
      "default-deny without the policies it is made of",
      { ...everything, capabilities: { advancedPolicy: false } },
      [...["capabilities.l7Visibility.enabled", "settings.hostFirewall.mode"], "capabilities.advancedPolicy"],
    ],
    [
      "default-deny that cuts off the platform",
      { ...everything, platformNamespaces: [] },
      ["platformNamespaces"],
    ],
  ];
  for (const [title, args, expected] of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(paths(args), expected);
    });
  }

  it("shows what was found and what to do", () => {
    const args = { ...everything, capabilities: { kubeProxyReplacement: false } };
    const problem = ciliumProblems(args).find(({ path }) => path === "capabilities.gatewayAPI")?.problem;

    assert.equal(
      problem,
      "want false while kubeProxyReplacement is off, got true: Cilium's Gateway API controller serves its listeners through it (Cilium documentation, Gateway API, prerequisites). Switch kubeProxyReplacement on, or gatewayAPI off. [gateway-api-needs-kube-proxy-replacement]",
    );
  });

  it("accepts the same settings once what conflicts is off", () => {
    const native = { settings: { routingMode: "native" }, capabilities: { multicast: false } } as const;
    const open = {
      networkPolicies: "none",
      capabilities: { advancedPolicy: false, l7Visibility: { enabled: false } },
      settings: { hostFirewall: { mode: "off" } },
    } as const;
    const proxied = {
      settings: {},
      capabilities: {
        ...{
          kubeProxyReplacement: false,
          gatewayAPI: false,
          ingress: false,
          egressGateway: false,
          l4lb: false,
        },
      },
    };

    assert.deepEqual(paths({ ...everything, ...native }), []);
    assert.deepEqual(paths({ ...everything, ...proxied }), []);
    assert.deepEqual(paths({ ...everything, ...open }), []);
  });
});
