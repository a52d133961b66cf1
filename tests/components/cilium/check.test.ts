import assert from "node:assert/strict";

import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CheckedArgs } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

const paths = (args: CheckedArgs) => ciliumProblems(args).map(({ path }) => path);

describe("ciliumProblems", () => {
  it("finds nothing wrong with everything on", () => {
    assert.deepEqual(ciliumProblems(everything), []);
  });

  const refused: [string, CheckedArgs, string[]][] = [
    ["a name with capitals", { ...everything, clusterName: "Edge" }, ["clusterName"]],
    ["a name of 33 characters", { ...everything, clusterName: "a".repeat(33) }, ["clusterName"]],
    ["the name that the chart reserves", { ...everything, clusterName: "default" }, ["clusterName"]],
    ["id 0", { ...everything, clusterId: 0 }, ["clusterId"]],
    ["id 256", { ...everything, clusterId: 256 }, ["clusterId"]],
    ["no node", { ...everything, nodeCount: 0 }, ["nodeCount"]],
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
      ["l4lb", "gatewayAPI", "ingress", "egressGateway"].map((name) => `capabilities.${name}`),
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
      ["networkPolicies"],
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
      "needs kubeProxyReplacement, which is off; switch kubeProxyReplacement on or gatewayAPI off",
    );
  });

  it("accepts the same settings once what conflicts is off", () => {
    const native = { settings: { routingMode: "native" }, capabilities: { multicast: false } } as const;
    const proxied = {
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
    assert.deepEqual(
      paths({ ...everything, capabilities: { advancedPolicy: false }, networkPolicies: "none" }),
      [],
    );
  });
});
