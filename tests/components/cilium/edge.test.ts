import assert from "node:assert/strict";

import { ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumCapabilities, CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

type Edge = NonNullable<CiliumSettings["edge"]>;

const args = (edge: Edge, capabilities: CiliumCapabilities = {}): CiliumPlanArgs => ({
  ...everything,
  capabilities,
  settings: { ...everything.settings, edge },
});
const values = (edge: Edge, capabilities?: CiliumCapabilities) =>
  ciliumValues(args(edge, capabilities)).cilium;
const paths = (edge: Edge, capabilities?: CiliumCapabilities) =>
  ciliumProblems(args(edge, capabilities)).map(({ path }) => path);
const envoy = (edge: Edge, capabilities?: CiliumCapabilities) =>
  (values(edge, capabilities)["envoy"] as { securityContext: { capabilities: object } }).securityContext
    .capabilities;

const closed = { envoy: ["NET_ADMIN", "SYS_ADMIN"], keepCapNetBindService: false };
const open = { envoy: ["NET_ADMIN", "SYS_ADMIN", "NET_BIND_SERVICE"], keepCapNetBindService: true };

describe("the edge", () => {
  it("takes one address for all Ingresses and one for each Gateway by default", () => {
    const { gatewayAPI, ingressController } = values({});

    assert.deepEqual(gatewayAPI, {
      enabled: true,
      gatewayClass: { create: "true" },
      externalTrafficPolicy: "Cluster",
      hostNetwork: { enabled: false, nodes: { matchLabels: {} } },
      enableAlpn: false,
      enableAppProtocol: false,
    });
    assert.deepEqual(ingressController, {
      enabled: true,
      default: true,
      loadbalancerMode: "shared",
      enforceHttps: true,
      service: { externalTrafficPolicy: "Cluster" },
      hostNetwork: { enabled: false, nodes: { matchLabels: {} }, sharedListenerPort: 8080 },
    });
  });

  it("passes the choices of each entry on to that entry alone", () => {
    const { gatewayAPI, ingressController } = values({
      gateway: { hostNetwork: true, nodeLabels: { tier: "edge" }, alpn: true },
      ingress: { loadBalancerClass: "io.cilium/l2-announcer", defaultClass: false, enforceHttps: false },
    });

    assert.match(
      JSON.stringify(gatewayAPI),
      /"hostNetwork":\{"enabled":true,"nodes":\{"matchLabels":\{"tier":"edge"\}\}\}/,
    );
    assert.match(JSON.stringify(gatewayAPI), /"enableAlpn":true,"enableAppProtocol":true/);
    assert.match(JSON.stringify(ingressController), /"default":false.*"enforceHttps":false/);
    assert.match(JSON.stringify(ingressController), /"loadBalancerClass":"io\.cilium\/l2-announcer"/);
    assert.match(JSON.stringify(ingressController), /"hostNetwork":\{"enabled":false/);
  });

  it("keeps the proxy on wherever one of them needs it", () => {
    const others = { l7Visibility: { enabled: false }, advancedPolicy: false };

    for (const on of [{ gatewayAPI: false }, { ingress: false }]) {
      assert.equal(values({}, { ...others, ...on })["l7Proxy"], true);
    }
    assert.equal(values({}, { ...others, gatewayAPI: false, ingress: false })["l7Proxy"], false);
  });

  it("gives Envoy privileged ports only where an entry listens on one of the host", () => {
    assert.deepEqual(envoy({}), closed);
    assert.deepEqual(envoy({ gateway: { hostNetwork: true } }), open);
    assert.deepEqual(envoy({ gateway: { hostNetwork: true }, ports: [8080, 8443] }), closed);
    assert.deepEqual(envoy({ gateway: { hostNetwork: true } }, { gatewayAPI: false }), closed);
    assert.deepEqual(envoy({ ingress: { hostNetwork: true } }), closed);
    assert.deepEqual(envoy({ ingress: { hostNetwork: true, hostPort: 1023 } }), open);
  });

  const refused: [string, Edge, CiliumCapabilities, string[]][] = [
    [
      "labels of nodes without host network",
      { gateway: { nodeLabels: { tier: "edge" } } },
      {},
      ["settings.edge.gateway.nodeLabels"],
    ],
    [
      "a traffic policy of a Service that is not there",
      { ingress: { hostNetwork: true, externalTrafficPolicy: "Local" } },
      {},
      ["settings.edge.ingress.externalTrafficPolicy"],
    ],
    [
      "two listeners on one port of a node",
      { gateway: { hostNetwork: true }, ingress: { hostNetwork: true, hostPort: 443 } },
      {},
      ["settings.edge.ingress.hostPort"],
    ],
    [
      "a class of a Service that is not there",
      { ingress: { hostNetwork: true, loadBalancerClass: "io.cilium/l2-announcer" } },
      {},
      ["settings.edge.ingress.loadBalancerClass"],
    ],
    [
      "a class that no announcement serves",
      { ingress: { loadBalancerClass: "io.cilium/bgp-control-plane" } },
      { bgp: false },
      ["settings.edge.ingress.loadBalancerClass"],
    ],
    [
      "a class of L2 where L2 is not announced",
      { ingress: { loadBalancerClass: "io.cilium/l2-announcer" } },
      { l4lb: false },
      ["settings.loadBalancerRange", "settings.edge.ingress.loadBalancerClass"],
    ],
  ];
  for (const [title, edge, capabilities, expected] of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(paths(edge, capabilities), expected);
    });
  }

  it("leaves the classes of other load balancers alone", () => {
    assert.deepEqual(paths({ ingress: { loadBalancerClass: "metallb.io/metallb" } }), []);
  });

  it("asks nothing of an entry that is off", () => {
    const edge = { ingress: { hostNetwork: true, hostPort: 443 }, gateway: { hostNetwork: true } };

    assert.deepEqual(paths(edge, { gatewayAPI: false }), []);
  });
});
