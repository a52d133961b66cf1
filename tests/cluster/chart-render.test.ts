import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { ciliumValues, planCilium } from "../../components/cilium/plan/index.ts";
import type {
  CapabilityName,
  CiliumCapabilities,
  CiliumPlanArgs,
} from "../../components/cilium/plan/index.ts";
import { readChart } from "../../tools/chart/archive.ts";
import { factFiles } from "../../tools/chart/files.ts";
import { root } from "../../tools/lib/paths.mjs";
import { everything } from "../components/cilium/arguments.ts";
import { environments } from "../components/cilium/environments.ts";
import { samples } from "../components/cilium/samples.ts";
import { ciliumChart, hasHelm, objectsOf, render } from "./support/chart.ts";
import type { ApiClient, Manifest } from "./support/client.ts";
import { sharedCluster } from "./support/shared.ts";

/** What of a rendered chart shows that a capability is on. */
type Sign = (rendered: Rendered) => boolean;

/** A rendered chart: the configuration of the agents, and the names of what runs beside them. */
interface Rendered {
  readonly config: Readonly<Record<string, string>>;
  readonly objects: readonly string[];
}

const says =
  (key: string, value = "true"): Sign =>
  ({ config }) =>
    config[key] === value;
const sets =
  (key: string): Sign =>
  ({ config }) =>
    config[key] !== undefined;
const has =
  (object: string): Sign =>
  ({ objects }) =>
    objects.includes(object);

const signs: Readonly<Record<Exclude<CapabilityName, "tetragon">, Sign>> = {
  kubeProxyReplacement: says("kube-proxy-replacement"),
  l4lb: says("enable-lb-ipam"),
  gatewayAPI: says("enable-gateway-api"),
  ingress: says("enable-ingress-controller"),
  clustermesh: has("Deployment clustermesh-apiserver"),
  bandwidthManager: says("enable-bandwidth-manager"),
  bgp: says("enable-bgp-control-plane"),
  egressGateway: says("enable-egress-gateway"),
  multicast: says("multicast-enabled"),
  hostFirewall: says("enable-host-firewall"),
  serviceMap: has("Deployment hubble-relay"),
  flowLogs: sets("hubble-export-file-path"),
  metricsTracing: sets("prometheus-serve-addr"),
  l7Visibility: says("enable-envoy-config"),
  wireguard: says("enable-wireguard"),
  advancedPolicy: says("enable-cilium-clusterwide-network-policy"),
};
const signed = Object.keys(signs) as (keyof typeof signs)[];

/** The capabilities whose sign is there. */
function shown(text: string): string[] {
  const objects = objectsOf(text);
  const config = objects.find(({ metadata }) => metadata.name === "cilium-config");
  const rendered = {
    config: (config?.["data"] ?? {}) as Record<string, string>,
    objects: objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  };
  return signed.filter((name) => signs[name](rendered));
}

/** The capabilities that are to show. */
function wanted(args: CiliumPlanArgs): string[] {
  const { on, settings } = planCilium(args);
  return signed.filter((name) => on[name] && (name !== "serviceMap" || settings.serviceMap.relay));
}

/** Toggles with one capability off, and with those that show the same sign. */
function without(name: CapabilityName): CiliumCapabilities {
  return name === "l7Visibility"
    ? { l7Visibility: { enabled: false }, gatewayAPI: false, ingress: false }
    : { [name]: false };
}

describe("the chart of Cilium, rendered with our values", function () {
  this.timeout(600_000);

  if (ciliumChart === undefined) {
    it.skip("is judged where INFRAFLUX_CILIUM_CHART names the archive of the chart");
    return;
  }
  const chart = ciliumChart;
  const rendered = async (args: CiliumPlanArgs) => await render(chart, "cilium", ciliumValues(args).cilium);

  before(async () => {
    assert.ok(await hasHelm(), "INFRAFLUX_CILIUM_CHART is given, but helm is not on PATH");
  });

  it("is the one that the lists of its keys were made of", async () => {
    const files = await factFiles(await readChart(chart));

    for (const [name, text] of files) {
      assert.equal(readFileSync(join(root, "components/cilium/data", name), "utf8"), text, name);
    }
  });

  for (const [title, args] of [...samples, ...environments]) {
    it(`shows each capability that is on, the same each time: ${title}`, async () => {
      const first = await rendered(args);

      assert.deepEqual(shown(first), wanted(args));
      assert.equal(await rendered(args), first);
    });
  }

  it("shows no capability that is off", async () => {
    for (const name of signed) {
      const args: CiliumPlanArgs = { ...everything, capabilities: without(name) };
      const names = shown(await rendered(args));

      assert.deepEqual(names, wanted(args), name);
      assert.ok(!names.includes(name), name);
    }
  });

  describe("on a real API server", () => {
    let cluster: ApiClient;
    before(async () => {
      cluster = await sharedCluster();
    });
    after(() => {
      cluster[Symbol.dispose]();
    });

    const refused = async (object: Manifest) => {
      const { refusal } = await cluster.judge(object);
      return refusal === undefined ? [] : [`${object.kind} ${object.metadata.name}: ${refusal}`];
    };

    for (const [title, args] of environments) {
      it(`brings objects that are accepted: ${title}`, async () => {
        const refusals = await Promise.all(objectsOf(await rendered(args)).map(refused));

        assert.deepEqual(refusals.flat(), []);
      });
    }
  });
});
