import assert from "node:assert/strict";

import { ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { firewallPatches } from "../../../components/talos/patches/firewall.ts";
import { everything } from "./arguments.ts";
import { denies, partsOf, policiesOf, portsOf, withSettings } from "./policies.ts";
import type { Allowed } from "./policies.ts";

const site = { nodeCidr: "10.0.0.0/24", operatorCidrs: ["10.9.0.0/16"] } as const;
const audit: CiliumPlanArgs = { ...everything, ...site };
const enforce = withSettings({ hostFirewall: { mode: "enforce" } }, site);
const paths = (args: CiliumPlanArgs) => ciliumProblems(args).map(({ path }) => path);

/** Policies of the nodes, in their order. */
const ofNodes = (args: CiliumPlanArgs) => policiesOf(args).filter(({ part }) => part.startsWith("host-"));

/** What is open on a node: each port with those who reach it. */
function openings(
  args: CiliumPlanArgs,
  { controlPlane }: { controlPlane: boolean },
): Record<string, string[]> {
  const open: Record<string, string[]> = {};
  for (const { part, rules } of ofNodes(args)) {
    const applies = controlPlane || part !== "host-allow-control-planes";
    const allowed =
      part.startsWith("host-allow-") && applies ? rules.flatMap(({ ingress = [] }) => ingress) : [];
    for (const rule of allowed) {
      portsOf(rule).forEach((port) => (open[port] ??= []).push(...peersOf(rule)));
    }
  }
  return open;
}

/** Entities and networks as they are, pods by their namespaces, their app, or the label of their namespace. */
function peersOf({ fromEntities = [], fromCIDR = [], fromEndpoints = [] }: Allowed): string[] {
  const pods = fromEndpoints.map(({ matchExpressions, matchLabels = {} }) =>
    [
      ...(matchExpressions?.[0]?.values ?? []),
      matchLabels["k8s:k8s-app"] ?? Object.keys(matchLabels).map((key) => key.replace(/.*\//, "")),
    ]
      .flat()
      .join("+"),
  );
  return [...fromEntities, ...fromCIDR, ...pods];
}

describe("policies of the nodes", () => {
  it("drop nothing in audit, the default", () => {
    const policies = ofNodes(audit);

    assert.deepEqual(partsOf(policies), [
      ...["host-allow-nodes", "host-allow-operators", "host-allow-pods", "host-allow-services"],
      "host-allow-control-planes",
    ]);
    for (const { part, rules } of policies) {
      rules.forEach((rule) => {
        assert.deepEqual(denies(rule), { ingress: false, egress: false }, part);
      });
    }
  });

  it("name in audit what they would allow: no rule is for everybody on every port", () => {
    for (const { part, rules } of ofNodes(audit)) {
      const ports = rules.flatMap(({ ingress = [] }) => ingress.flatMap(portsOf));

      assert.ok(ports.length > 0);
      assert.ok(!ports.includes("any"), part);
    }
  });

  it("get one more when they are enforced, and no other change", () => {
    const enforced = ofNodes(enforce);

    assert.deepEqual(enforced.slice(0, -1), ofNodes(audit));
    assert.equal(enforced.at(-1)?.part, "host-default-deny");
  });

  it("close what comes in, and only after all that is allowed", () => {
    const policies = ofNodes(enforce);
    const closing = policies.filter(({ rules }) => rules.some((rule) => denies(rule).ingress));

    assert.deepEqual(partsOf(closing), ["host-default-deny"]);
    assert.deepEqual(closing[0]?.after, partsOf(policies).slice(0, -1));
    assert.deepEqual(closing[0].rules.map(denies), [{ ingress: true, egress: false }]);
    assert.deepEqual(closing[0].rules[0]?.ingress, [{}]);
  });

  it("close some nodes first where they are told by a label, and allow the same on all", () => {
    const nodeLabels = { "example.org/pool": "canary" };
    const some = ofNodes(withSettings({ hostFirewall: { mode: "enforce", nodeLabels } }, site));

    assert.deepEqual(some.at(-1)?.rules[0]?.nodeSelector, { matchLabels: nodeLabels });
    assert.deepEqual(some.slice(0, -1), ofNodes(audit));
  });

  it("are gone when the mode or the capability is off", () => {
    assert.deepEqual(ofNodes(withSettings({ hostFirewall: { mode: "off" } }, site)), []);
    assert.deepEqual(ofNodes({ ...audit, capabilities: { hostFirewall: false } }), []);
  });

  it("are there where pods are not closed, too", () => {
    assert.equal(ofNodes({ ...audit, networkPolicies: "none" }).length, ofNodes(audit).length);
  });
});

describe("a closed node", () => {
  it("is open to each peer on the ports of a worker that it needs", () => {
    assert.deepEqual(openings(enforce, { controlPlane: false }), {
      "8472/UDP": ["remote-node"],
      "6081/UDP": ["remote-node"],
      "51871/UDP": ["remote-node"],
      "10250/TCP": ["remote-node", "kube-system", "scrapes-metrics"],
      "50000/TCP": ["remote-node", "10.0.0.0/24", "10.9.0.0/16"],
      "4240/TCP": ["remote-node", "health"],
      ping: ["remote-node", "health", "10.0.0.0/24", "10.9.0.0/16"],
      "9962-9965/TCP": ["kube-system", "scrapes-metrics"],
      "2112/TCP": ["kube-system", "scrapes-metrics"],
      "9100/TCP": ["kube-system", "scrapes-metrics"],
      "4244/TCP": ["kube-system"],
      "53/TCP": ["kube-dns"],
      "53/UDP": ["kube-dns"],
      "80/TCP": ["all"],
      "443/TCP": ["all"],
    });
  });

  it("admits to etcd any node, and machines that are none yet, but no operator", () => {
    const { "2379-2380/TCP": etcd, "50001/TCP": certificates } = openings(enforce, { controlPlane: true });

    assert.deepEqual(
      [etcd, certificates],
      [
        ["remote-node", "10.0.0.0/24"],
        ["remote-node", "10.0.0.0/24"],
      ],
    );
  });

  it("serves the Kubernetes API to pods and nodes, and outside to the networks that are named", () => {
    const api = (kubernetesApiCidrs?: string[]) =>
      openings(withSettings({ hostFirewall: { mode: "enforce", kubernetesApiCidrs } }, site), {
        controlPlane: true,
      })["6443/TCP"];

    assert.deepEqual(api(), ["cluster", "10.0.0.0/24", "10.9.0.0/16", "0.0.0.0/0"]);
    assert.deepEqual(api(["10.8.0.0/16"]), ["cluster", "10.0.0.0/24", "10.9.0.0/16", "10.8.0.0/16"]);
    assert.deepEqual(api([]), ["cluster", "10.0.0.0/24", "10.9.0.0/16"]);
  });

  it("gives the Talos API of control planes to the pods that were given access", () => {
    const { "50000/TCP": talos } = openings(enforce, { controlPlane: true });

    assert.ok(talos?.includes("kube-system+etcd-backup+cacppt-system"));
  });

  it("answers the cluster's DNS where Talos forwards it, and nowhere else", () => {
    const { "53/UDP": dns } = openings({ ...audit, hostDnsForwarding: false }, { controlPlane: false });

    assert.equal(dns, undefined);
  });

  it("opens the ports of the edge where there is one, and node ports where kube-proxy serves them", () => {
    const ports = (capabilities: CiliumPlanArgs["capabilities"]) =>
      Object.entries(openings({ ...audit, capabilities }, { controlPlane: false }))
        .filter(([, peers]) => peers.includes("all"))
        .map(([port]) => port);

    assert.deepEqual(ports({}), ["80/TCP", "443/TCP"]);
    assert.deepEqual(ports({ gatewayAPI: false, ingress: false }), []);
    assert.deepEqual(ports({ kubeProxyReplacement: false, gatewayAPI: false, ingress: false }), [
      "30000-32767/TCP",
    ]);
  });

  it("listens to the edge where it listens on the node itself", () => {
    const args = withSettings({ edge: { ports: [8443], ingress: { hostNetwork: true } } }, site);

    assert.ok(openings(args, { controlPlane: false })["8443/TCP"]);
    assert.ok(openings(args, { controlPlane: false })["8080/TCP"]);
  });

  it("never has a rule with an empty list of networks, which would have no condition", () => {
    const lists = policiesOf(everything)
      .flatMap(({ rules }) => rules)
      .flatMap(({ ingress = [] }) => ingress)
      .flatMap(({ fromCIDR }) => (fromCIDR === undefined ? [] : [fromCIDR.length]));

    assert.ok(lists.length > 0);
    assert.ok(lists.every((length) => length > 0));
  });
});

describe("the firewall of the machines", () => {
  /** What Talos' own firewall opens on a control plane. */
  const opened = firewallPatches(
    {
      installerImage: "factory.talos.dev/installer/0:v1.13.9",
      network: {
        ...{ nodeCidr: "10.0.0.0/24", podCidr: "10.244.0.0/16", serviceCidr: "10.96.0.0/12" },
        dnsDomain: "cluster.local",
      },
      ingressFirewall: { talosApiCidrs: ["10.9.0.0/16"] },
    },
    "controlplane",
  )
    .map((patch) => (typeof patch === "string" ? (JSON.parse(patch) as Patch) : (patch as unknown as Patch)))
    .flatMap(({ portSelector }) =>
      (portSelector?.ports ?? []).map(
        (port) => `${String(port)}/${(portSelector?.protocol ?? "").toUpperCase()}`,
      ),
    );

  interface Patch {
    readonly portSelector?: { readonly ports: (number | string)[]; readonly protocol: string };
  }

  it("opens nothing that policies of the nodes would close", () => {
    const open = Object.keys(openings(enforce, { controlPlane: true }));

    assert.ok(opened.length > 10);
    assert.deepEqual(
      opened.filter((port) => !open.includes(port)),
      [],
    );
  });
});

describe("a mode that would lock somebody out", () => {
  it("is refused without a network of operators, and without one of machines", () => {
    const { nodeCidr, operatorCidrs, ...alone } = enforce;

    assert.deepEqual(paths(enforce), []);
    assert.deepEqual(paths({ ...alone, nodeCidr }), ["operatorCidrs"]);
    assert.deepEqual(paths({ ...alone, operatorCidrs }), ["nodeCidr"]);
  });

  it("is refused where the agents do not read policies of Cilium", () => {
    const open = { networkPolicies: "none", capabilities: { advancedPolicy: false } } as const;

    assert.deepEqual(paths({ ...audit, ...open }), [
      "capabilities.l7Visibility.enabled",
      "settings.hostFirewall.mode",
    ]);
  });

  it("is refused where it would close nothing", () => {
    const nodeLabels = { "kubernetes.io/hostname": "w1", "topology.kubernetes.io/zone": "a" };
    const unseen = withSettings({ hostFirewall: { mode: "enforce", nodeLabels } }, site);

    assert.deepEqual(paths(unseen), Array(2).fill("settings.hostFirewall.nodeLabels"));
    assert.deepEqual(paths({ ...enforce, capabilities: { hostFirewall: false } }), [
      "settings.hostFirewall.mode",
    ]);
  });

  it("is none in audit, whatever is not known", () => {
    assert.deepEqual(paths(everything), []);
  });
});
