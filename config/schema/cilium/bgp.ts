import { z } from "zod";
import { wellKnownCommunities } from "../../../components/cilium/plan/index.ts";
import { address, label, labels } from "../common.ts";

const asn = z
  .int("a whole number, 1 to 4294967294")
  .min(1, "a whole number, 1 to 4294967294")
  .max(4294967294, "a whole number, 1 to 4294967294");

const seconds = (least: number, most: number) => z.int().min(least).max(most);

/** A community in one of the three forms that Cilium takes. */
const community = z.string().refine(
  (text) => {
    const numbers = /^(0|[1-9]\d*)(:(0|[1-9]\d*)){0,2}$/.test(text) ? text.split(":").map(Number) : [];
    const largest = numbers.length === 2 ? 65535 : 4294967295;
    return numbers.length === 0
      ? wellKnownCommunities.includes(text as (typeof wellKnownCommunities)[number])
      : numbers.every((number) => number <= largest);
  },
  {
    error:
      "a community such as 64512:100, a large one such as 64512:100:50, or a well-known name such as no-export",
  },
);

const peer = z.strictObject({
  name: label.describe("What the router is called, unique among the peers."),
  address: address.describe("Address of the router."),
  asn: asn.describe("Number of the router's autonomous system."),
  multihopTtl: z
    .int()
    .min(1)
    .max(255)
    .default(1)
    .describe(
      "Time to live of packets to a router of another system: the number of hops to it. 1 reaches a router in the nodes' own network.",
    ),
  holdTimeSeconds: seconds(3, 65535)
    .default(90)
    .describe("Seconds of silence after which a session is lost; the lower of both sides counts."),
  keepAliveTimeSeconds: seconds(1, 21845)
    .optional()
    .describe("Seconds between two signs of life. Default: a third of the hold time."),
  connectRetryTimeSeconds: seconds(1, 65535)
    .default(5)
    .describe("Seconds until a session that failed is tried again; up to twice as long."),
  gracefulRestartSeconds: seconds(1, 4095)
    .optional()
    .describe(
      "Seconds for which the router keeps the routes of an agent that restarts. Default: none, and it drops them at once.",
    ),
  authenticated: z
    .boolean()
    .default(false)
    .describe("Signs the session with the secret `bgpPassword` (TCP MD5)."),
});

/** Routers, and what they learn. */
export const bgp = {
  bgp: z
    .strictObject({
      localAsn: asn
        .optional()
        .describe(
          "Number of the cluster's autonomous system. Free to choose are 64512 to 65534 and 4200000000 to 4294967294. Needed with peers.",
        ),
      nodes: z
        .enum(["all", "workers"])
        .default("all")
        .describe("Nodes that speak BGP, and so take traffic from the routers."),
      nodeLabels: labels.default({}).describe("Labels that those nodes have besides."),
      peers: z.array(peer).default([]).describe("The routers."),
      advertise: z
        .strictObject({
          loadBalancers: z
            .boolean()
            .optional()
            .describe(
              "Whether the routers learn the addresses of load balancers. Default: true with the announcement `bgp`, else false.",
            ),
          serviceLabels: labels
            .default({})
            .describe("Labels of the Services whose addresses they learn. Default: those of every Service."),
          podCidr: z
            .boolean()
            .default(false)
            .describe("Whether they learn which node holds which part of the pod network."),
          communities: z
            .array(community)
            .default([])
            .describe(
              "Communities of the routes: `64512:100`, large ones such as `64512:100:50`, or well-known names such as `no-export`.",
            ),
        })
        .prefault({})
        .describe("What the routers learn."),
    })
    .prefault({})
    .describe("The routers that the nodes tell where the cluster's addresses are (capability `bgp`)."),
};
