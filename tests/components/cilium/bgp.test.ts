import assert from "node:assert/strict";

import {
  CiliumBGPAdvertisement,
  CiliumBGPClusterConfig,
  CiliumBGPPeerConfig,
} from "@kubernetes-models/cilium/cilium.io/v2";

import { CiliumStack, ciliumProblems } from "../../../components/cilium/index.ts";
import type { CiliumPlanArgs, CiliumStackArgs } from "../../../components/cilium/index.ts";
import { ciliumObjects } from "../../../components/cilium/plan/objects.ts";
import { planCilium } from "../../../components/cilium/plan/plan.ts";
import type { BgpPeer, BgpSettings } from "../../../components/cilium/plan/settings/bgp.ts";
import { record, revealed } from "../../support/record.ts";
import { everything } from "./arguments.ts";
import { samples } from "./samples/bgp.ts";

const router: BgpPeer = { name: "tor-a", address: "10.0.0.1", asn: 64512 };
const other: BgpPeer = { name: "tor-b", address: "10.0.0.2", asn: 64512 };

/** Arguments under which the nodes speak with routers. */
const speaking = (bgp: BgpSettings = {}, rest: Partial<CiliumPlanArgs> = {}): CiliumPlanArgs => ({
  ...everything,
  nodeCidr: "10.0.0.0/24",
  settings: {
    ...everything.settings,
    announcement: "bgp",
    bgp: { localAsn: 64513, peers: [router], ...bgp },
  },
  ...rest,
});

const bgpParts = (args: CiliumPlanArgs) =>
  ciliumObjects(planCilium(args)).filter(({ part }) => part.startsWith("bgp"));
const specOf = (args: CiliumPlanArgs, part: string) =>
  bgpParts(args).find((object) => object.part === part)?.manifest.spec;
const refusals = (args: CiliumPlanArgs) => ciliumProblems(args).map(({ path }) => path);

describe("the objects of BGP", () => {
  it("are accepted by the typed models of their kinds", () => {
    const models = { CiliumBGPAdvertisement, CiliumBGPClusterConfig, CiliumBGPPeerConfig };
    for (const [title, change] of samples) {
      const all = bgpParts({ ...everything, ...change });
      assert.ok(all.length >= 3, title);
      for (const { manifest } of all) {
        const Model = models[manifest.kind as keyof typeof models] as new (data: object) => {
          validate(): void;
        };
        new Model(manifest).validate();
      }
    }
  });

  it("are none without peers, nor without the capability", () => {
    assert.deepEqual(bgpParts(everything), []);
    assert.deepEqual(bgpParts(speaking({}, { capabilities: { bgp: false } })), []);
  });

  it("are joined last, after what they name", () => {
    const parts = bgpParts(speaking({ peers: [router, other] }));

    assert.deepEqual(
      parts.map(({ part }) => part),
      ["bgp-advertisement", "bgp-peer-tor-a", "bgp-peer-tor-b", "bgp"],
    );
    assert.deepEqual(parts.at(-1)?.after, ["bgp-advertisement", "bgp-peer-tor-a", "bgp-peer-tor-b"]);
  });

  it("have the agents of all nodes call the router, and listen nowhere", () => {
    assert.deepEqual(specOf(speaking(), "bgp"), {
      bgpInstances: [
        {
          name: "default",
          localASN: 64513,
          peers: [
            { name: "tor-a", peerASN: 64512, peerAddress: "10.0.0.1", peerConfigRef: { name: "tor-a" } },
          ],
        },
      ],
    });
  });

  it("choose workers, and nodes by label", () => {
    const selector = (bgp: BgpSettings) =>
      (specOf(speaking(bgp), "bgp") as { nodeSelector?: object }).nodeSelector;
    const workers = [{ key: "node-role.kubernetes.io/control-plane", operator: "DoesNotExist" }];

    assert.deepEqual(selector({ nodes: "workers" }), { matchExpressions: workers });
    assert.deepEqual(selector({ nodeLabels: { rack: "a" } }), { matchLabels: { rack: "a" } });
    assert.deepEqual(selector({ nodes: "workers", nodeLabels: { rack: "a" } }), {
      matchLabels: { rack: "a" },
      matchExpressions: workers,
    });
  });

  it("offer the router IPv4 alone, with what carries the advertisement's label", () => {
    const parts = bgpParts(speaking());
    const labels = parts.find(({ part }) => part === "bgp-advertisement")?.manifest.metadata.labels;

    assert.deepEqual(specOf(speaking(), "bgp-peer-tor-a"), {
      ebgpMultihop: 1,
      timers: { connectRetryTimeSeconds: 5, holdTimeSeconds: 90, keepAliveTimeSeconds: 30 },
      families: [{ afi: "ipv4", safi: "unicast", advertisements: { matchLabels: labels } }],
    });
  });

  it("follow what a peer is to be spoken to like", () => {
    const peer = {
      ...router,
      multihopTtl: 3,
      holdTimeSeconds: 10,
      gracefulRestartSeconds: 60,
      authenticated: true,
    };
    const { families, ...spec } = specOf(speaking({ peers: [peer] }), "bgp-peer-tor-a") as {
      families: unknown;
    };

    assert.ok(families);
    assert.deepEqual(spec, {
      ebgpMultihop: 3,
      timers: { connectRetryTimeSeconds: 5, holdTimeSeconds: 10, keepAliveTimeSeconds: 3 },
      gracefulRestart: { enabled: true, restartTimeSeconds: 60 },
      authSecretRef: "cilium-bgp-password",
    });
  });

  const advertisements = (args: CiliumPlanArgs) =>
    (specOf(args, "bgp-advertisement") as { advertisements: object[] }).advertisements;
  const service = { advertisementType: "Service", service: { addresses: ["LoadBalancerIP"] } };
  const every = { matchExpressions: [{ key: "io.kubernetes.service.name", operator: "Exists" }] };

  it("tell the addresses of every Service with the announcement bgp, and of some by label", () => {
    assert.deepEqual(advertisements(speaking()), [{ ...service, selector: every }]);
    assert.deepEqual(advertisements(speaking({ advertise: { serviceLabels: { tier: "edge" } } })), [
      { ...service, selector: { matchLabels: { tier: "edge" } } },
    ]);
  });

  it("tell what each node holds of the pod network where that is wanted", () => {
    const bgp = { localAsn: 64513, peers: [router] };
    const onL2 = (advertise: BgpSettings["advertise"]) => ({
      ...everything,
      settings: { ...everything.settings, bgp: { ...bgp, advertise } },
    });

    assert.deepEqual(advertisements(onL2({ podCidr: true })), [{ advertisementType: "PodCIDR" }]);
    assert.deepEqual(advertisements(onL2({ podCidr: true, loadBalancers: true })), [
      { ...service, selector: every },
      { advertisementType: "PodCIDR" },
    ]);
  });

  it("sort communities by how they are written, and give them to every route", () => {
    const communities = ["64512:100", "no-export", "64512:1:2", "4259840"];
    const attributes = {
      communities: { standard: ["64512:100", "4259840"], large: ["64512:1:2"], wellKnown: ["no-export"] },
    };

    assert.deepEqual(advertisements(speaking({ advertise: { communities, podCidr: true } })), [
      { ...service, selector: every, attributes },
      { advertisementType: "PodCIDR", attributes },
    ]);
  });
});

describe("ciliumProblems, of BGP", () => {
  it("finds nothing wrong with the samples", () => {
    for (const [title, change] of samples) {
      assert.deepEqual(ciliumProblems({ ...everything, ...change }), [], title);
    }
  });

  const peer = (change: Partial<BgpPeer>) => speaking({ peers: [{ ...router, ...change }] });
  const peers = "settings.bgp.peers";
  const refused: [string, CiliumPlanArgs, string[]][] = [
    [
      "peers without the control plane",
      speaking(
        {},
        {
          capabilities: { bgp: false, l4lb: false },
          settings: { bgp: { localAsn: 64513, peers: [router] } },
        },
      ),
      [peers],
    ],
    ["an announcement that nobody hears", speaking({ peers: [] }), ["settings.announcement"]],
    [
      "peers without a number of the cluster's own",
      speaking({ localAsn: undefined }),
      ["settings.bgp.localAsn"],
    ],
    [
      "numbers that are no autonomous systems",
      speaking({ localAsn: 65535, peers: [{ ...router, asn: 23456 }] }),
      ["settings.bgp.localAsn", `${peers}[0].asn`],
    ],
    [
      "sessions without a route",
      { ...speaking(), settings: { bgp: { localAsn: 64513, peers: [router] } } },
      ["settings.bgp.advertise"],
    ],
    [
      "an announcement that is withheld",
      speaking({ advertise: { loadBalancers: false, podCidr: true } }),
      ["settings.bgp.advertise.loadBalancers"],
    ],
    [
      "a name that two peers have",
      speaking({ peers: [router, { ...other, name: "tor-a" }] }),
      [`${peers}[1].name`],
    ],
    [
      "an address that two peers have",
      speaking({ peers: [router, { ...other, address: "10.0.0.1" }] }),
      [`${peers}[1].address`],
    ],
    ["a router by its name", peer({ address: "tor-a.example.org" }), [`${peers}[0].address`]],
    ["a router in the pod network", peer({ address: "10.244.0.1", multihopTtl: 2 }), [`${peers}[0].address`]],
    ["a router among the load balancers", peer({ address: "10.0.0.210" }), [`${peers}[0].address`]],
    ["a router far away without more hops", peer({ address: "192.0.2.1" }), [`${peers}[0].multihopTtl`]],
    [
      "more hops within one autonomous system",
      peer({ asn: 64513, multihopTtl: 2 }),
      [`${peers}[0].multihopTtl`],
    ],
    [
      "signs of life that are too rare",
      peer({ holdTimeSeconds: 30, keepAliveTimeSeconds: 11 }),
      [`${peers}[0].keepAliveTimeSeconds`],
    ],
  ];
  for (const [title, args, paths] of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(refusals(args), paths);
    });
  }

  it("accepts what is just within the limits", () => {
    const accepted = [
      peer({ address: "192.0.2.1", multihopTtl: 2 }),
      peer({ address: "192.0.2.1", asn: 64513 }),
      { ...peer({ address: "192.0.2.1" }), nodeCidr: undefined },
      peer({ holdTimeSeconds: 30, keepAliveTimeSeconds: 10 }),
      speaking({ localAsn: 4294967294, peers: [{ ...router, asn: 1 }] }),
      speaking({ peers: [router, other] }),
    ];

    assert.deepEqual(accepted.flatMap(refusals), []);
  });
});

describe("CiliumStack, with authenticated BGP peers", () => {
  const password = "only-the-routers-know";
  const client = {
    host: "https://10.0.0.10:6443",
    caCertificate: "Y2E=",
    clientCertificate: "Y2VydA==",
    clientKey: "a2V5",
  };
  const args = (authenticated: boolean): CiliumStackArgs => ({
    ...speaking({ peers: [{ ...router, authenticated }] }),
    client,
    bgpPassword: password,
  });

  it("puts the password where the agents read it, before they start", async () => {
    const seen = await record(() => new CiliumStack("edge", args(true)));
    const { inputs } = seen.named("edge-bgp-password");

    assert.deepEqual(inputs["metadata"], { name: "cilium-bgp-password", namespace: "kube-system" });
    assert.deepEqual(revealed(inputs["stringData"]), { password });
    assert.ok(seen.named("edge-release").dependsOn.includes("edge-bgp-password"));
    assert.deepEqual(seen.leaking(password), []);
  });

  it("keeps no password that nobody needs", async () => {
    const seen = await record(() => new CiliumStack("edge", args(false)));

    assert.deepEqual(
      seen.resources.filter(({ name }) => name === "edge-bgp-password"),
      [],
    );
    assert.deepEqual(seen.leaking(password), []);
  });

  it("asks for the password, and names who needs it", async () => {
    await record(() => {
      assert.throws(() => new CiliumStack("edge", { ...args(true), bgpPassword: undefined }), {
        message: "bgpPassword: want the password of the authenticated peers (tor-a), got none",
      });
    });
  });
});
