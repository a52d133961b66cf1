import { z } from "zod";
import { labels } from "../common.ts";

/** How the addresses of load balancers become known. */
export const announcement = {
  announcement: z
    .enum(["l2", "bgp", "none"])
    .optional()
    .describe(
      "How addresses of load balancers are made known: `l2` answers ARP, `bgp` tells the routers, `none` leaves it to you, or to a cloud. Default: l2 on Proxmox and bare metal, none on a cloud.",
    ),
  announcementInterfaces: z
    .array(z.string().min(1))
    .default([])
    .describe("Regular expressions of the interfaces that announce over L2. Default: all."),
  announcementNodeLabels: labels
    .default({})
    .describe(
      "Labels of the nodes that announce over L2. Default: all but control planes, where there are others.",
    ),
  announcementLease: z
    .strictObject({
      durationSeconds: z
        .int()
        .min(2)
        .max(600)
        .default(15)
        .describe("Seconds after which another node takes over from one that went silent."),
      renewSeconds: z
        .int()
        .min(1)
        .max(300)
        .default(5)
        .describe("Seconds within which the holder renews; each renewal is a request to the API server."),
      retrySeconds: z
        .number()
        .min(0.1)
        .max(120)
        .default(2)
        .describe("Seconds between two attempts to renew, by a fifth or more below `renewSeconds`."),
    })
    .prefault({})
    .describe("The lease by which one node announces a Service over L2."),
  announcedServices: z
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe(
      "Services of type LoadBalancer that are expected at most; requests to the API server are budgeted for them.",
    ),
};
