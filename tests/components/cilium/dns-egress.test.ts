import assert from "node:assert/strict";

import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { denies, partsOf, policiesOf, portsOf, withSettings } from "./policies.ts";

const args = withSettings({
  dnsEgress: [
    { namespaces: ["shop", "pay"], names: ["api.example.org", "**.example.net"] },
    { namespaces: ["pay"], names: ["bank.example.org"], ports: [443, 8443] },
  ],
});
const byName = (change: Partial<CiliumPlanArgs> = {}) =>
  policiesOf({ ...args, ...change }).filter(({ part }) => part.startsWith("dns-egress-"));
const problems = (change: Partial<CiliumPlanArgs>) =>
  ciliumProblems({ ...args, ...change }).map(({ path, problem }) => `${path}: ${problem}`);

describe("what pods reach by name", () => {
  it("is one policy for each namespace, with every entry that names it", () => {
    assert.deepEqual(partsOf(byName()), ["dns-egress-shop", "dns-egress-pay"]);
    assert.deepEqual(
      byName().map(({ rules }) => rules[0]?.egress?.map((allowed) => [allowed.toFQDNs, portsOf(allowed)])),
      [
        [[[{ matchName: "api.example.org" }, { matchPattern: "**.example.net" }], ["443/TCP"]]],
        [
          [[{ matchName: "api.example.org" }, { matchPattern: "**.example.net" }], ["443/TCP"]],
          [[{ matchName: "bank.example.org" }], ["443/TCP", "8443/TCP"]],
        ],
      ],
    );
  });

  it("only adds to what they reach", () => {
    for (const { rules } of byName()) {
      assert.deepEqual(rules.map(denies), [{ ingress: false, egress: false }]);
    }
  });

  it("goes with the capability that brings it", () => {
    assert.deepEqual(byName({ capabilities: { advancedPolicy: false } }), []);
  });

  it("needs that something is denied", () => {
    assert.match(problems({ networkPolicies: "none" }).join("\n"), /^settings\.dnsEgress: .*default-deny/);
  });

  it("needs DNS to be looked into", () => {
    const [problem, ...more] = problems({ capabilities: { l7Visibility: { protocols: ["http"] } } });

    assert.match(problem ?? "", /^settings\.dnsEgress: .*answers that pass its DNS proxy/);
    assert.deepEqual(more, []);
  });

  it("is never any name", () => {
    for (const name of ["*", "**", "*.*", "**.*"]) {
      const [problem] = problems(withSettings({ dnsEgress: [{ namespaces: ["shop"], names: [name] }] }));

      assert.match(problem ?? "", /^settings\.dnsEgress: .*opens the whole outside/, name);
    }
  });
});

describe("arguments of policies that are not well-formed", () => {
  const refused: [string, CiliumPlanArgs, string][] = [
    ["an address for a network", { ...args, nodeCidr: "10.0.0.1" }, "nodeCidr"],
    ["a network of no family here", { ...args, operatorCidrs: ["fd00::/64"] }, "operatorCidrs"],
    ["a namespace with capitals", { ...args, platformNamespaces: ["Flux"] }, "platformNamespaces"],
    ["no port at all", { ...args, platformPorts: [] }, "platformPorts"],
    [
      "more ports than a rule takes",
      withSettings({ l7: { ports: Array(41).fill(80) } }),
      "settings.l7.ports",
    ],
    ["a port that is none", withSettings({ l7: { ports: [0] } }), "settings.l7.ports"],
    [
      "a client's network that is none",
      withSettings({ hostFirewall: { kubernetesApiCidrs: ["everywhere"] } }),
      "settings.hostFirewall.kubernetesApiCidrs",
    ],
    [
      "names for nobody",
      withSettings({ dnsEgress: [{ namespaces: [], names: ["a.example.org"] }] }),
      "settings.dnsEgress[0].namespaces",
    ],
    [
      "no name",
      withSettings({ dnsEgress: [{ namespaces: ["shop"], names: [] }] }),
      "settings.dnsEgress[0].names",
    ],
    [
      "an address for a name",
      withSettings({ dnsEgress: [{ namespaces: ["shop"], names: ["https://a.example.org"] }] }),
      "settings.dnsEgress[0].names",
    ],
  ];

  for (const [title, wrong, path] of refused) {
    it(`are refused: ${title}`, () => {
      assert.deepEqual(
        ciliumProblems(wrong).map((problem) => problem.path),
        [path],
      );
    });
  }
});
