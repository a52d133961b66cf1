import { z } from "zod";

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
              .array(z.enum(["http", "grpc", "dns"]))
              .default(["http", "grpc", "dns"])
              .describe("Protocols to parse. Kafka is gone since Cilium 1.20."),
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
        routingMode: z
          .enum(["tunnel", "native"])
          .default("tunnel")
          .describe(
            "How pods of different nodes reach each other: `tunnel` works on any network, `native` routes without encapsulation.",
          ),
        tunnelProtocol: z
          .enum(["vxlan", "geneve"])
          .default("vxlan")
          .describe("Encapsulation of the routing mode `tunnel`."),
        hostRouting: z
          .enum(["legacy", "ebpf"])
          .default("legacy")
          .describe(
            "How packets cross the host: through its network stack, or around it in eBPF, which is faster.",
          ),
        announcement: z
          .enum(["l2", "none"])
          .default("l2")
          .describe(
            "How the addresses of `network.loadBalancerRange` are made known: `l2` answers ARP, `none` leaves it to you.",
          ),
        announcementInterfaces: z
          .array(z.string().min(1))
          .default([])
          .describe("Regular expressions of the interfaces that announce over L2. Default: all."),
      })
      .prefault({})
      .describe("Choices within the capabilities."),
  })
  .prefault({})
  .describe("Cilium: the network and everything it brings.");
