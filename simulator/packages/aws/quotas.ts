import type { World } from "../../core/kind.ts";
import { refusal } from "./ids.ts";

/** The quotas that are kept, with their codes at AWS and what a stack may have where nobody seeded another number. */
export const quotas = {
  // A new account has far fewer processors; it has to ask for more before any cluster fits.
  onDemandCpus: {
    ...{ service: "ec2", code: "L-1216C47A", value: 256 },
    name: "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
  },
  spotCpus: {
    ...{ service: "ec2", code: "L-34B43A08", value: 256 },
    name: "All Standard (A, C, D, H, I, M, R, T, Z) Spot Instance Requests",
  },
  address: { service: "ec2", code: "L-0263D0A3", value: 5, name: "EC2-VPC Elastic IPs" },
  vpc: { service: "vpc", code: "L-F678F1CE", value: 5, name: "VPCs per Region" },
  natGateway: {
    ...{ service: "vpc", code: "L-FE5A380F", value: 5 },
    name: "NAT gateways per Availability Zone",
  },
} as const;

/** Name of a quota. */
export type QuotaName = keyof typeof quotas;

const codes: Readonly<Record<QuotaName, readonly [code: string, message: string]>> = {
  onDemandCpus: [
    "VcpuLimitExceeded",
    "You have requested more vCPU capacity than your current vCPU limit of % allows for the instance bucket that the specified instance type belongs to.",
  ],
  spotCpus: ["MaxSpotInstanceCountExceeded", "Max spot instance count exceeded"],
  address: ["AddressLimitExceeded", "The maximum number of addresses has been reached."],
  vpc: ["VpcLimitExceeded", "The maximum number of VPCs has been reached."],
  natGateway: ["NatGatewayLimitExceeded", "The maximum number of NAT Gateways has been reached."],
};

/** How much of something the account may have. */
export function quotaOf(world: World, name: QuotaName): number {
  const { service, code, value } = quotas[name];
  return world.get<{ value: number }>("awsQuota", `${service}|${code}`)?.value ?? value;
}

/** Sets a quota of the account. */
export function putQuota(world: World, name: QuotaName, value: number): void {
  const { service, code } = quotas[name];
  world.put("awsQuota", `${service}|${code}`, { value });
}

/**
 * Refuses more of something than the account may have.
 *
 * @param amount how much there would be
 */
export function refuseOverQuota(world: World, name: QuotaName, doing: string, amount: number): void {
  const limit = quotaOf(world, name);
  if (amount > limit) {
    const [code, message] = codes[name];
    throw refusal(doing, code, message.replace("%", String(limit)));
  }
}
