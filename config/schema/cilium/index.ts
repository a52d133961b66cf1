import { z } from "zod";
import { alerts } from "./alerts.ts";
import { announcement } from "./announcement.ts";
import { bandwidth } from "./bandwidth.ts";
import { bgp } from "./bgp.ts";
import { edge } from "./edge.ts";
import { egress } from "./egress.ts";
import { encryption } from "./encryption.ts";
import { loadBalancerPools } from "./load-balancer-pools.ts";
import { loadBalancing } from "./load-balancing.ts";
import { mesh } from "./mesh.ts";
import { observability } from "./observability.ts";
import { policies } from "./policies.ts";
import { routing } from "./routing.ts";
import { tetragon } from "./tetragon.ts";

const on = (purpose: string) => z.boolean().default(true).describe(purpose);

/** `infraflux:cilium` */
export const cilium = z
  .strictObject({
    capabilities: z
      .strictObject({
        kubeProxyReplacement: on("Services in eBPF instead of kube-proxy, with Maglev hashing."),
        l4lb: on("Addresses for Services of type LoadBalancer from `network.loadBalancerRange`."),
        gatewayAPI: on("Gateway API, the default way into the cluster."),
        ingress: on("Ingress, the second way into the cluster."),
        clustermesh: on("Cluster mesh: services and identities across clusters."),
        bandwidthManager: on("Fair queueing and bandwidth limits of pods."),
        bgp: on("BGP control plane that can announce addresses to routers."),
        egressGateway: on("Fixed source addresses for chosen pods."),
        multicast: on("Multicast between pods (beta in Cilium; needs the VXLAN tunnel)."),
        hostFirewall: on("Network policies for the nodes themselves."),
        serviceMap: on("Hubble UI."),
        flowLogs: on("Flow logs of L3, L4 and DNS."),
        metricsTracing: on("Metrics of Cilium and Hubble."),
        l7Visibility: z
          .strictObject({
            enabled: on("Parsing of application protocols for policy and observation."),
            protocols: z
              .array(z.enum(["http", "grpc", "dns", "kafka"]))
              .default(["http", "grpc", "dns"])
              .describe("Protocols to parse. `kafka` only before Cilium 1.20, which removed its parser."),
          })
          .prefault({})
          .describe("Visibility of application protocols."),
        wireguard: on("Encryption between the nodes."),
        tetragon: on("Observation and enforcement at run time."),
        advancedPolicy: on("Policies by DNS name, identity and application protocol."),
      })
      .prefault({})
      .describe("What Cilium does beside being the network. Everything is on; each is one toggle."),
    settings: z
      .strictObject({
        ...routing,
        ...policies,
        ...announcement,
        ...loadBalancerPools,
        ...loadBalancing,
        ...edge,
        ...bandwidth,
        ...mesh,
        ...bgp,
        ...egress,
        ...encryption,
        ...observability,
        ...tetragon,
        ...alerts,
      })
      .prefault({})
      .describe("Choices within the capabilities."),
  })
  .prefault({})
  .describe("Cilium: the network and everything it brings.");
