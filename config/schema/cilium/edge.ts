import { z } from "zod";
import { labels } from "../common.ts";

const port = z.int().min(1).max(65535);

/** What both ways into the cluster have. */
const entry = {
  externalTrafficPolicy: z
    .enum(["Cluster", "Local"])
    .default("Cluster")
    .describe(
      "Whether its Service is served by every node or only by nodes with a backend. The client's address reaches the proxy either way.",
    ),
  hostNetwork: z
    .boolean()
    .default(false)
    .describe("Listens on the addresses of the nodes instead of taking addresses of load balancers."),
  nodeLabels: labels.default({}).describe("Nodes that listen in `hostNetwork`. Default: all."),
};

/** The ways into the cluster. */
export const edge = {
  edge: z
    .strictObject({
      ports: z
        .array(port)
        .min(1, "at least one port")
        .default([80, 443])
        .describe(
          "Ports on which Gateways and Ingresses listen, opened in the firewall of the machines. In `hostNetwork` a port below 1024 gives Envoy a capability more.",
        ),
      gateway: z
        .strictObject({
          ...entry,
          alpn: z
            .boolean()
            .default(false)
            .describe(
              "Offers HTTP/2 to clients of TLS listeners, as gRPC needs; it switches `appProtocol` on as well.",
            ),
          appProtocol: z
            .boolean()
            .default(false)
            .describe("Speaks to a backend what the `appProtocol` of its Service port says."),
        })
        .prefault({})
        .describe("Gateway API."),
      ingress: z
        .strictObject({
          ...entry,
          loadBalancerMode: z
            .enum(["shared", "dedicated"])
            .default("shared")
            .describe("One address for all Ingresses, or one for each."),
          defaultClass: z.boolean().default(true).describe("Serves Ingresses that name no class."),
          enforceHttps: z
            .boolean()
            .default(true)
            .describe("Redirects plain HTTP for hosts with a certificate."),
          hostPort: port.default(8080).describe("Port of the shared listener in `hostNetwork`."),
          loadBalancerClass: z
            .string()
            .regex(
              /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?\/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
              "a class with its domain such as io.cilium/l2-announcer",
            )
            .optional()
            .describe(
              "Class of the shared Service, which ties it to one announcement: `io.cilium/l2-announcer` or `io.cilium/bgp-control-plane`. Default: none, and every announcement may carry it.",
            ),
        })
        .prefault({})
        .describe("Ingress."),
    })
    .prefault({})
    .describe("The ways into the cluster."),
};
