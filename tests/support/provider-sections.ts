import type { Cloud } from "../../config/providers.ts";

/** What a cloud is asked for. */
export interface CloudChoice {
  readonly endpoint: "public" | "internal";
  readonly network: "new" | "existing";
}

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/shared/providers";
const egressCidrs = ["203.0.113.7/32"];

/** The least that a section about each cloud says. */
const sections = {
  aws: { region: "eu-central-1" },
  azure: {
    location: "westeurope",
    subscriptionId: "00000000-0000-0000-0000-000000000001",
    tenantId: "00000000-0000-0000-0000-000000000002",
    image: { id: `${subscription}/Microsoft.Compute/images/talos` },
  },
  gcp: {
    project: "acme-platform",
    region: "europe-west3",
    image: { id: "projects/acme-platform/global/images/talos" },
  },
} as const satisfies Record<Cloud, object>;

/** A network of each that is there already. */
const networks = {
  aws: {
    vpcId: "vpc-0123456789abcdef0",
    privateSubnets: ["a", "b", "c"].map((zone, index) => ({
      id: `subnet-0123456789abcde${index}0`,
      zone: `eu-central-1${zone}`,
    })),
    publicSubnets: ["a", "b", "c"].map((zone, index) => ({
      id: `subnet-0123456789abcde${index}1`,
      zone: `eu-central-1${zone}`,
    })),
    egressCidrs,
  },
  azure: { subnetId: `${subscription}/Microsoft.Network/virtualNetworks/hub/subnets/edge`, egressCidrs },
  gcp: { network: "hub", subnetwork: "edge", egressCidrs },
} as const satisfies Record<Cloud, object>;

/** The section about a cloud that asks for this and nothing else. */
export function cloudSection(cloud: Cloud, { endpoint, network }: CloudChoice): object {
  return { ...sections[cloud], endpoint, ...(network === "existing" && { network: networks[cloud] }) };
}
