import assert from "node:assert/strict";

import { ciliumProblems, ciliumValues } from "../../../components/cilium/index.ts";
import type { CiliumCapabilities, CiliumPlanArgs, CiliumSettings } from "../../../components/cilium/index.ts";
import { everything } from "./arguments.ts";

const args = (settings: CiliumSettings, capabilities: CiliumCapabilities = {}): CiliumPlanArgs => ({
  ...everything,
  capabilities: { multicast: false, ...capabilities },
  settings: { ...everything.settings, ...settings },
});
const values = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
  ciliumValues(args(settings, capabilities)).cilium;
const problems = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
  ciliumProblems(args(settings, capabilities)).map(({ path, problem }) => `${path}: ${problem}`);
const paths = (settings: CiliumSettings, capabilities?: CiliumCapabilities) =>
  ciliumProblems(args(settings, capabilities)).map(({ path }) => path);

const withoutProxy = { kubeProxyReplacement: false, gatewayAPI: false, ingress: false, egressGateway: false };

describe("load balancing", () => {
  it("hashes with Maglev and sends answers back by the node that took the request, by default", () => {
    const { loadBalancer, maglev } = values({});

    assert.deepEqual(loadBalancer, { mode: "snat", algorithm: "maglev", acceleration: "disabled" });
    assert.deepEqual(maglev, { tableSize: 16381 });
  });

  it("fills no Maglev tables for random choice", () => {
    assert.equal("maglev" in values({ loadBalancing: { algorithm: "random" } }), false);
  });

  it("leaves nothing of itself to kube-proxy", () => {
    const off = values({}, { ...withoutProxy, l4lb: false });

    assert.deepEqual([off["loadBalancer"], off["maglev"]], [{ acceleration: "disabled" }, undefined]);
  });

  const dispatches: [string, CiliumSettings, object, unknown][] = [
    [
      "Geneve in a tunnel",
      { tunnelProtocol: "geneve", loadBalancing: { mode: "dsr" } },
      { mode: "dsr", dsrDispatch: "geneve" },
      "geneve",
    ],
    [
      "an IP option with native routing",
      { routingMode: "native", loadBalancing: { mode: "hybrid" } },
      { mode: "hybrid", dsrDispatch: "opt" },
      undefined,
    ],
    [
      "Geneve with native routing where asked for, and makes that tunnel",
      { routingMode: "native", loadBalancing: { mode: "dsr", dsrDispatch: "geneve" } },
      { mode: "dsr", dsrDispatch: "geneve" },
      "geneve",
    ],
  ];
  for (const [title, settings, balancing, tunnelProtocol] of dispatches) {
    it(`names the Service of a direct answer by ${title}`, () => {
      const rendered = values(settings);

      assert.deepEqual(rendered["loadBalancer"], {
        algorithm: "maglev",
        acceleration: "disabled",
        ...balancing,
      });
      assert.equal(rendered["tunnelProtocol"], tunnelProtocol);
      assert.deepEqual(problems(settings), []);
    });
  }

  it("refuses direct answers in a VXLAN tunnel", () => {
    assert.deepEqual(problems({ loadBalancing: { mode: "dsr" } }), [
      'settings.loadBalancing.mode: want snat in a VXLAN tunnel, got "dsr": a VXLAN header has no place for the Service that a backend answers for, and the agent refuses to start (Cilium documentation, Kubernetes Without kube-proxy, Direct Server Return). Choose tunnelProtocol geneve, routingMode native, or mode snat. [dsr-excludes-vxlan]',
    ]);
  });

  it("refuses an IP option in a tunnel", () => {
    const settings = {
      tunnelProtocol: "geneve",
      loadBalancing: { mode: "hybrid", dsrDispatch: "opt" },
    } as const;

    assert.deepEqual(paths(settings), ["settings.loadBalancing.dsrDispatch"]);
  });

  it("refuses what kube-proxy cannot do", () => {
    const settings = {
      routingMode: "native",
      hostRouting: "ebpf",
      loadBalancing: { mode: "dsr", acceleration: "best-effort" },
    } as const;

    assert.deepEqual(paths(settings, { ...withoutProxy, l4lb: false }).sort(), [
      ...["settings.hostRouting", "settings.loadBalancerRange"],
      ...["settings.loadBalancing.acceleration", "settings.loadBalancing.mode"],
    ]);
  });
});

describe("XDP acceleration", () => {
  const native = (nicDriver?: string): CiliumSettings => ({
    loadBalancing: { acceleration: "native" },
    ...(nicDriver !== undefined && { nicDriver }),
  });

  for (const driver of ["virtio_net", "mlx5_core", "ixgbe"]) {
    it(`is taken natively on ${driver}`, () => {
      assert.deepEqual(problems(native(driver)), []);
    });
  }

  it("is refused natively on a card that cannot, and on one that nobody named", () => {
    assert.match(problems(native("e1000")).join(), /with the NIC driver e1000, got "native"/);
    assert.match(
      problems(native()).join(),
      /with the NIC driver \(none named\), got "native".*nicDriver\. \[xdp-needs-nic-driver\]$/,
    );
  });

  it("is left to each card with best-effort", () => {
    assert.deepEqual(problems({ loadBalancing: { acceleration: "best-effort" } }), []);
  });
});

describe("bandwidth", () => {
  const fast = {
    routingMode: "native",
    hostRouting: "ebpf",
    nicDriver: "mlx5_core",
    bandwidth: { bigTcp: true },
  } as const;

  it("uses BBR for every pod where packets keep their socket, and CUBIC elsewhere", () => {
    const bbr = (settings: CiliumSettings) => values(settings)["bandwidthManager"];

    assert.deepEqual(bbr({}), { enabled: true, bbr: false, bbrHostNamespaceOnly: false });
    assert.deepEqual(bbr({ hostRouting: "ebpf" }), { enabled: true, bbr: true, bbrHostNamespaceOnly: false });
    assert.deepEqual(bbr({ hostRouting: "ebpf", bandwidth: { bbr: "off" } }), {
      ...{ enabled: true, bbr: false, bbrHostNamespaceOnly: false },
    });
    assert.deepEqual(bbr({ bandwidth: { bbr: "host" } }), {
      ...{ enabled: true, bbr: true, bbrHostNamespaceOnly: true },
    });
  });

  it("refuses BBR for pods with legacy host routing, and without the queues it paces by", () => {
    assert.deepEqual(paths({ bandwidth: { bbr: "pods" } }), ["settings.bandwidth.bbr"]);
    assert.deepEqual(paths({ bandwidth: { bbr: "host" } }, { bandwidthManager: false }), [
      "settings.bandwidth.bbr",
    ]);
    assert.deepEqual(paths({ bandwidth: { bbr: "off" } }, { bandwidthManager: false }), []);
  });

  it("passes large packets only where nothing on the way cuts or wraps them", () => {
    assert.deepEqual(problems(fast, { wireguard: false }), []);
    assert.equal(values(fast, { wireguard: false })["enableIPv4BIGTCP"], true);
    assert.equal(values({})["enableIPv4BIGTCP"], false);
  });

  const obstacles: [string, CiliumSettings, CiliumCapabilities, RegExp][] = [
    ["a tunnel", { routingMode: "tunnel" }, {}, /false in a tunnel/],
    ["the host's network stack", { hostRouting: "legacy" }, {}, /without eBPF host routing/],
    ["encryption", {}, { wireguard: true }, /with encryption between the nodes/],
    [
      "a dispatch in Geneve",
      { loadBalancing: { mode: "dsr", dsrDispatch: "geneve" } },
      {},
      /with the DSR dispatch geneve/,
    ],
    ["a virtual card", { nicDriver: "virtio_net" }, {}, /with the NIC driver virtio_net/],
  ];
  for (const [title, settings, capabilities, message] of obstacles) {
    it(`refuses large packets with ${title}`, () => {
      const found = problems({ ...fast, ...settings }, { wireguard: false, ...capabilities });

      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", message);
    });
  }

  it("takes no offence at a dispatch that is not in use", () => {
    const settings = { ...fast, loadBalancing: { dsrDispatch: "geneve" } } as const;

    assert.deepEqual(problems(settings, { wireguard: false }), []);
    assert.equal(JSON.stringify(values(settings, { wireguard: false })).includes("dsrDispatch"), false);
  });
});

describe("the kernel", () => {
  const all: CiliumPlanArgs = {
    ...args(
      {
        ...{ routingMode: "native", hostRouting: "ebpf", nicDriver: "mlx5_core" },
        bandwidth: { bbr: "pods", bigTcp: true },
        loadBalancing: { acceleration: "native" },
      },
      { wireguard: false },
    ),
  };
  const tooOld = (kernelVersion: string, change: Partial<CiliumPlanArgs> = all) =>
    ciliumProblems({ ...change, kernelVersion } as CiliumPlanArgs)
      .filter(({ problem }) => problem.includes("before Linux"))
      .map(({ path }) => path);

  it("of Talos 1.13 has what everything needs", () => {
    assert.deepEqual(tooOld("6.18"), []);
    assert.deepEqual(tooOld("6.18", everything), []);
  });

  it("is compared by number, not by letter", () => {
    assert.deepEqual(tooOld("10.2"), []);
    assert.deepEqual(tooOld("6.2"), ["settings.bandwidth.bigTcp"]);
    assert.deepEqual(tooOld("6.3"), []);
  });

  it("that is too old is named for each feature", () => {
    assert.deepEqual(tooOld("5.17"), ["settings.bandwidth.bbr", "settings.bandwidth.bigTcp"]);
    assert.deepEqual(tooOld("4.8"), [
      ...["settings.bandwidth.bbr", "settings.bandwidth.bigTcp", "settings.loadBalancing.acceleration"],
    ]);
    assert.deepEqual(tooOld("5.19", everything), ["capabilities.multicast"]);
  });
});
