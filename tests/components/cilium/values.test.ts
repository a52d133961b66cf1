import assert from "node:assert/strict";

import { Ajv } from "ajv";

import { capabilities } from "../../../components/cilium/plan/index.ts";
import { capabilityNames, ciliumValues } from "../../../components/cilium/index.ts";
import type { CapabilityName, CiliumCapabilities, CiliumPlanArgs } from "../../../components/cilium/index.ts";
import { joinValues } from "../../../components/cilium/plan/values/merge.ts";
import { everything } from "./arguments.ts";
import { chartKeys, ciliumSchema, unknownKeys } from "./chart-keys.ts";

const ciliumKeys = chartKeys("cilium-1.20.0-value-keys.tsv", "cilium-1.20.0-template-keys.tsv");
const tetragonKeys = chartKeys("tetragon-1.7.0-value-keys.tsv");
const validate = new Ajv({ strict: false, allErrors: true }).compile(ciliumSchema);

const off = (name: CapabilityName): CiliumCapabilities =>
  name === "l7Visibility" ? { l7Visibility: { enabled: false } } : { [name]: false };
const allOff = Object.assign({}, ...capabilityNames.map(off)) as CiliumCapabilities;

const cases: [string, CiliumPlanArgs][] = [
  ["everything on", everything],
  ["everything off", { ...everything, capabilities: allOff }],
  ["one node and no pool", { ...everything, nodeCount: 1, settings: {} }],
  [
    "native routing around the host's stack",
    { ...everything, settings: { routingMode: "native", hostRouting: "ebpf" } },
  ],
  [
    "a Geneve tunnel and debug output",
    { ...everything, settings: { tunnelProtocol: "geneve", debug: true } },
  ],
  ...capabilityNames.map((name): [string, CiliumPlanArgs] => [
    `${name} off`,
    { ...everything, capabilities: off(name) },
  ]),
  ...capabilityNames.map((name): [string, CiliumPlanArgs] => [
    `only ${name} on`,
    {
      ...everything,
      capabilities: { ...allOff, [name]: name === "l7Visibility" ? { enabled: true } : true },
    },
  ]),
];

describe("ciliumValues", () => {
  for (const [title, args] of cases) {
    it(`sets only keys that the pinned charts have, with ${title}`, () => {
      const { cilium, tetragon = {} } = ciliumValues(args);

      assert.deepEqual(unknownKeys(cilium, ciliumKeys, ciliumSchema), []);
      assert.deepEqual(unknownKeys(tetragon, tetragonKeys), []);
    });

    it(`gives each key a value of the type that the chart's schema wants, with ${title}`, () => {
      validate(ciliumValues(args).cilium);

      assert.deepEqual(validate.errors, null);
    });
  }

  it("carries what Talos needs, whatever is on", () => {
    for (const capabilities of [{}, allOff]) {
      const { cilium } = ciliumValues({ ...everything, capabilities });

      assert.deepEqual(cilium["cgroup"], { autoMount: { enabled: false }, hostRoot: "/sys/fs/cgroup" });
      assert.deepEqual([cilium["k8sServiceHost"], cilium["k8sServicePort"]], ["localhost", 7445]);
      assert.deepEqual(cilium["ipam"], { mode: "kubernetes" });
      assert.equal(JSON.stringify(cilium["securityContext"]).includes("SYS_MODULE"), false);
    }
  });

  it("switches every capability of the chart on by default", () => {
    const { cilium, tetragon } = ciliumValues(everything);

    assert.equal(cilium["kubeProxyReplacement"], true);
    for (const name of ["l2announcements", "gatewayAPI", "ingressController", "bandwidthManager"]) {
      assert.equal((cilium[name] as { enabled: boolean }).enabled, true, name);
    }
    assert.deepEqual(cilium["bgpControlPlane"], {
      enabled: true,
      secretsNamespace: { create: false, name: "kube-system" },
    });
    assert.deepEqual(cilium["egressGateway"], { enabled: true });
    assert.deepEqual(cilium["extraConfig"], {
      "multicast-enabled": "true",
      "enable-cilium-network-policy": "true",
      "enable-cilium-clusterwide-network-policy": "true",
    });
    assert.deepEqual(cilium["hostFirewall"], { enabled: true });
    assert.equal((cilium["encryption"] as { type?: string }).type, "wireguard");
    assert.deepEqual(cilium["envoyConfig"], { enabled: true });
    assert.deepEqual(cilium["bpf"], { masquerade: true, hostLegacyRouting: true });
    assert.equal(cilium["l7Proxy"], true);
    assert.ok(tetragon);
  });

  it("changes nothing but its own keys when one capability goes off", () => {
    const owned: Record<CapabilityName, readonly string[]> = {
      kubeProxyReplacement: ["bpf", "kubeProxyReplacement", "loadBalancer", "maglev"],
      l4lb: ["defaultLBServiceIPAM", "enableLBIPAM", "k8sClientRateLimit", "l2announcements"],
      gatewayAPI: ["gatewayAPI"],
      ingress: ["ingressController"],
      clustermesh: ["clustermesh"],
      bandwidthManager: ["bandwidthManager"],
      bgp: ["bgpControlPlane"],
      egressGateway: ["egressGateway"],
      multicast: ["extraConfig"],
      hostFirewall: ["hostFirewall"],
      serviceMap: ["hubble"],
      flowLogs: ["hubble"],
      metricsTracing: ["dashboards", "envoy", "hubble", "operator", "prometheus"],
      // The flow metrics of HTTP and DNS come from parsed traffic.
      l7Visibility: ["envoyConfig", "hubble"],
      wireguard: ["encryption"],
      tetragon: [],
      advancedPolicy: ["extraConfig"],
    };
    const { cilium: all } = ciliumValues(everything);

    for (const name of capabilityNames) {
      const { cilium } = ciliumValues({ ...everything, capabilities: off(name) });
      const keys = new Set([...Object.keys(all), ...Object.keys(cilium)]);
      const changed = [...keys].filter((key) => JSON.stringify(all[key]) !== JSON.stringify(cilium[key]));
      assert.deepEqual(changed.sort(), owned[name], name);
    }
  });

  it("has one module for each toggle, in the order of the documentation", () => {
    assert.deepEqual(
      capabilities.map(({ name }) => name),
      capabilityNames,
    );
  });

  it("lets a toggle that is undefined mean its default", () => {
    const unset = { wireguard: undefined, l7Visibility: { enabled: undefined, protocols: undefined } };
    const settings = { ...everything.settings, routingMode: undefined, debug: undefined };

    assert.deepEqual(
      ciliumValues({ ...everything, capabilities: unset, settings }),
      ciliumValues(everything),
    );
  });

  it("asks for certificates that do not change at each render", () => {
    const { cilium } = ciliumValues(everything);

    assert.deepEqual(cilium["hubble"], {
      ...(cilium["hubble"] as object),
      tls: { enabled: true, auto: { enabled: true, method: "cronJob" } },
    });
    assert.match(JSON.stringify(cilium["clustermesh"]), /"method":"cronJob"/);
  });

  it("runs one operator on one node and two on more", () => {
    const replicas = (nodeCount: number) =>
      (ciliumValues({ ...everything, nodeCount }).cilium["operator"] as { replicas: number }).replicas;

    assert.deepEqual([1, 2, 9].map(replicas), [1, 2, 2]);
  });

  it("never switches ServiceMonitors on, whose CRD may not be there", () => {
    const text = JSON.stringify(ciliumValues(everything));

    assert.doesNotMatch(text, /"serviceMonitor":\{"enabled":true/);
    assert.match(text, /"serviceMonitor":\{"enabled":false/);
  });

  it("is byte-identical for equal arguments", () => {
    assert.equal(JSON.stringify(ciliumValues(everything)), JSON.stringify(ciliumValues({ ...everything })));
  });

  it("uses BBR only where pod traffic goes around the host's stack", () => {
    const settings = { hostRouting: "ebpf" } as const;
    const { cilium } = ciliumValues({ ...everything, settings });

    assert.deepEqual(cilium["bandwidthManager"], { enabled: true, bbr: true, bbrHostNamespaceOnly: false });
    assert.deepEqual(cilium["bpf"], { masquerade: true, hostLegacyRouting: false });
  });
});

describe("joinValues", () => {
  it("joins maps that share a key", () => {
    assert.deepEqual(joinValues([{ a: { b: 1 } }, { a: { c: [2] }, d: undefined }]), { a: { b: 1, c: [2] } });
  });

  it("refuses to choose between two values of one key", () => {
    assert.throws(() => joinValues([{ a: { b: 1 } }, { a: { b: 1 } }]), /a\.b is set twice/);
  });
});

describe("the key check", () => {
  it("finds a key that the chart ignores", () => {
    const values = { cgroup: { hostroot: "/sys/fs/cgroup" }, nodePort: { enabled: true } };

    assert.deepEqual(unknownKeys(values, ciliumKeys, ciliumSchema), ["cgroup.hostroot", "nodePort.enabled"]);
  });
});
