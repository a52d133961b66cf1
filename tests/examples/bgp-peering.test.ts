import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { BgpSettings } from "../../components/cilium/plan/settings/bgp.ts";
import { contains } from "../../components/shared/cidr.ts";
import type { TestStack } from "../support/engine.ts";
import { committedValues, resolved, simulatedStack } from "../support/engine.ts";
import { assertTaken, changesOf, differences, layered, objectsOf, stateOf } from "./custom-layer.ts";

const path = "examples/bgp-peering/bgp.yaml";

/** What the operator and the owner of the router agreed on. */
const password = "between-router-and-nodes";

/** What moves with the addresses of load balancers: the record of the cluster, and what is told to those who read it. */
const record = ["dev-handoff", "dev-handoff-cluster-access", "dev-talos"];

/** What agents that restart with new values take with them, and what asks for other kinds. */
const restart = ["release", "rollout", "crds", "crds-wait"].map((part) => `dev-cilium-${part}`);

const peering = ["bgp", "bgp-advertisement", "bgp-password", "bgp-peer-router"].map(
  (part) => `dev-cilium-${part}`,
);

describe("examples/bgp-peering", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let before_: ReadonlyMap<string, string>;

  before(async () => {
    stack = await simulatedStack(committedValues("dev"), { localPlugins: true });
    await stack.up();
    before_ = await stateOf(stack);
  });

  after(() => stack[Symbol.asyncDispose]());

  it("is taken by the runner as a custom layer", async () => {
    await assertTaken(path);
  });

  it("makes the peering, and takes the announcement by ARP away", async () => {
    stack.configure(layered("dev", path));
    await stack.session.setSecrets({ "infraflux:bgpPassword": password });

    assert.deepEqual(changesOf(await stack.up()), {
      create: peering,
      delete: ["dev-cilium-announcement"],
      replace: ["dev-cilium-rollout-wait"],
      update: ["dev-cilium", "dev-cilium-pool", ...restart, ...record].sort(),
    });
  });

  it("has every node call the router and tell it the addresses of all load balancers", () => {
    const [cluster] = objectsOf(stack, "CiliumBGPClusterConfig");
    const [peer] = objectsOf(stack, "CiliumBGPPeerConfig");
    const [advertisement] = objectsOf(stack, "CiliumBGPAdvertisement");

    assert.deepEqual(cluster?.spec, {
      bgpInstances: [
        {
          name: "default",
          localASN: 64513,
          peers: [
            {
              name: "router",
              peerASN: 64512,
              peerAddress: "192.168.10.1",
              peerConfigRef: { name: "router" },
            },
          ],
        },
      ],
    });
    assert.deepEqual(peer?.spec, {
      ebgpMultihop: 1,
      timers: { connectRetryTimeSeconds: 5, holdTimeSeconds: 9, keepAliveTimeSeconds: 3 },
      gracefulRestart: { enabled: true, restartTimeSeconds: 120 },
      authSecretRef: "cilium-bgp-password",
      families: [
        {
          afi: "ipv4",
          safi: "unicast",
          advertisements: { matchLabels: advertisement?.metadata.labels },
        },
      ],
    });
    assert.deepEqual(objectsOf(stack, "CiliumL2AnnouncementPolicy"), []);
  });

  it("gives the agents the password, and shows it to nobody", () => {
    const secrets = objectsOf(stack, "Secret").filter(
      ({ metadata: { name, namespace } }) => name === "cilium-bgp-password" && namespace === "kube-system",
    );

    assert.equal(secrets.length, 1);
    assert.equal(stack.log.includes(password), false);
  });

  it("leaves nothing behind when it is taken away, and everything else as it was", async () => {
    stack.configure(committedValues("dev"));

    assert.deepEqual(changesOf(await stack.up()), {
      create: ["dev-cilium-announcement"],
      delete: peering,
      replace: ["dev-cilium-rollout-wait"],
      update: ["dev-cilium", "dev-cilium-pool", ...restart, ...record].sort(),
    });
    assert.deepEqual(differences(before_, await stateOf(stack)), []);
  });
});

describe("examples/bgp-peering/frr.conf", () => {
  const text = readFileSync(new URL("../../examples/bgp-peering/frr.conf", import.meta.url), "utf8");
  const { config } = resolved("dev", layered("dev", path));
  const bgp = config.cilium.settings.bgp as BgpSettings;
  const [peer] = bgp.peers ?? [];
  const read = (line: RegExp) => line.exec(text)?.[1] ?? "";

  it("speaks for the autonomous system, and with the one, that the layer says", () => {
    assert.equal(read(/^router bgp (\d+)$/m), String(peer?.asn));
    assert.equal(read(/^ neighbor CLUSTER remote-as (\d+)$/m), String(bgp.localAsn));
    assert.equal(read(/^ bgp router-id (\S+)$/m), peer?.address);
  });

  it("waits for the call of every machine", () => {
    const range = read(/^ bgp listen range (\S+) peer-group CLUSTER$/m);
    const { from, to } = config.proxmox?.addressRange ?? { from: "", to: "" };

    assert.deepEqual([contains(range, from), contains(range, to)], [true, true]);
  });

  it("takes routes to load balancers and to nothing else of the cluster", () => {
    const permitted = read(/^ip prefix-list LOAD-BALANCERS seq 5 permit (\S+) ge 32$/m);
    const { loadBalancerRange, nodeCidr, podCidr } = config.network;

    assert.equal(contains(permitted, loadBalancerRange?.from ?? ""), true);
    assert.equal(contains(permitted, loadBalancerRange?.to ?? ""), true);
    for (const network of [nodeCidr, podCidr]) {
      assert.equal(contains(permitted, network.split("/")[0] ?? ""), false, network);
    }
  });

  it("has the timers of the layer", () => {
    assert.equal(read(/^ neighbor CLUSTER timers (\d+ \d+)$/m), "3 9");
    assert.equal(peer?.holdTimeSeconds, 9);
  });
});
