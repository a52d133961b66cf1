import { z } from "zod";
import { address, addressRange, cidr, exactVersion, fullHostname, hostname, label } from "./common.ts";

/** Who can serve the zone of the API endpoint. */
const DNS_PROVIDERS = ["cloudflare", "route53", "azure", "google"] as const;

/** Names of the three environments. */
export const ENVIRONMENTS = ["dev", "staging", "prod"] as const;

/** Names of the size templates. */
const SIZES = ["small", "medium", "large"] as const;

/** What the cluster is delivered with. */
export const profile = z
  .enum(["turnkey", "blank"])
  .default("turnkey")
  .describe(
    "What is delivered: `blank` is machines, Talos, Kubernetes and Cilium with the hand-off record; `turnkey` adds Flux and the Cluster API management cluster.",
  );

/** `infraflux:environment` */
export const environment = z
  .strictObject({
    name: z
      .enum(ENVIRONMENTS)
      .describe("Which of the three environments this stack is. Default: the name of the stack."),
    domain: hostname.describe(
      "Suffix of the host names of applications (`podinfo.<domain>`). Not the DNS domain inside the cluster, which is `cluster.domain`.",
    ),
    owner: label
      .default("platform")
      .describe(
        "Who answers for the cluster, such as a team. Machines carry it as the tag `owner-<name>`, namespaces as the label `owner`.",
      ),
    costEstimate: z
      .boolean()
      .default(true)
      .describe(
        "Estimates what the machines cost in a month, from a dated table of list prices. Clouds only.",
      ),
    debug: z
      .boolean()
      .default(false)
      .describe("Verbose output of Cilium, Flux and the providers. Allowed in dev only."),
  })
  .describe("The environment that this stack stands for.");

/** `infraflux:cluster` */
export const cluster = z
  .strictObject({
    name: label
      .max(32, "at most 32 characters, the limit of Cilium's cluster name")
      .describe("Name of the cluster and prefix of its machines' names. Cannot change during its life."),
    id: z
      .int()
      .min(1)
      .max(255)
      .describe(
        "Number of the cluster, unique among clusters that are to be meshed. Cannot change during its life.",
      ),
    domain: hostname.default("cluster.local").describe("DNS domain inside the cluster."),
    size: z
      .enum(SIZES)
      .default("small")
      .describe(
        "Template that gives the number and size of the machines; single values of a pool override it.",
      ),
    versions: z
      .strictObject({
        release: z
          .string()
          .optional()
          .describe(
            "Row of the version matrix (docs/compatibility.md) that pins every component; one with the status `next` is for dev. Default: the stable one.",
          ),
        talos: exactVersion.optional().describe("Another patch release of Talos than the row pins."),
        kubernetes: exactVersion
          .optional()
          .describe("Another patch release of Kubernetes than the row pins."),
        cilium: exactVersion.optional().describe("Another patch release of Cilium than the row pins."),
      })
      .prefault({})
      .describe("Versions of everything, chosen as one tested row."),
    deletionProtection: z
      .boolean()
      .optional()
      .describe(
        "Protects control planes against deletion by Pulumi. The secrets of the cluster always are. Default: true in prod, else false.",
      ),
  })
  .describe("The cluster itself.");

/** `infraflux:endpoint` */
export const endpoint = z
  .strictObject({
    host: z
      .union([address, hostname], { error: "an IPv4 address or a lower-case DNS name" })
      .optional()
      .describe(
        "Address or name by which clients reach the Kubernetes API. Default: the VIP on Proxmox and bare metal, the load balancer on a cloud.",
      ),
    port: z.int().min(1).max(65535).default(6443).describe("Port of the Kubernetes API."),
    dns: z
      .strictObject({
        provider: z
          .enum(DNS_PROVIDERS)
          .default("cloudflare")
          .describe(
            "Who serves the zone. Cloudflare goes with every provider of machines; Route 53, Azure DNS and Cloud DNS with their own cloud.",
          ),
        zoneId: z
          .string()
          .min(1)
          .describe(
            "The zone at the DNS provider: its id at Cloudflare and Route 53, its ARM id at Azure, its name at Google.",
          ),
        name: fullHostname.describe("Full name of the record that points to the API endpoint."),
        ttl: z.int().min(60).max(86400).default(300).describe("Seconds that resolvers may keep the record."),
      })
      .optional()
      .describe("DNS record for the Kubernetes API. Default: no record."),
  })
  .prefault({})
  .describe("How the Kubernetes API is reached.");

/** `infraflux:network` */
export const network = z
  .strictObject({
    nodeCidr: cidr.describe("Network that the machines stand in."),
    podCidr: cidr
      .default("10.244.0.0/16")
      .describe("Network of the pods. Unique among clusters that are to be meshed."),
    serviceCidr: cidr.default("10.96.0.0/12").describe("Network of the Services inside the cluster."),
    loadBalancerRange: addressRange
      .optional()
      .describe("Addresses that Services of type LoadBalancer get. Such Services stay pending without it."),
  })
  .describe("Address ranges. None may overlap another.");
