import type { Check } from "../../check.ts";
import { failed, judged, passed, withoutProblems } from "../../check.ts";
import { liesIn } from "../../cidr.ts";
import type { NetworkFacts, Subnet } from "./facts.ts";
import type { AwsPlan } from "./plan.ts";

/** Judges a network that is there already. */
export function networkChecks({ aws, nodeCidr }: AwsPlan, { vpc, subnets }: NetworkFacts): Check[] {
  const vpcId = aws.network?.vpcId ?? "";
  const subject = { check: "aws-network", lookedAt: `the VPC ${vpcId}` };
  const remedy = "Correct `aws.network.vpcId`, or switch DNS resolution of the VPC on.";
  return [
    judged(subject, vpc, {
      remedy,
      judge: ({ enableDnsSupport }) =>
        enableDnsSupport
          ? passed(subject, "it is there and resolves names")
          : failed(subject, "its DNS resolution is off, so that machines find no name", remedy),
    }),
    ...subnets.map(({ id, zone, private: ofMachines, subnet }) => {
      const about = { check: "aws-network", lookedAt: `the subnet ${id}` };
      const correct = "Correct `aws.network` or `network.nodeCidr`.";
      return judged(about, subnet, {
        remedy: correct,
        judge: (found) =>
          withoutProblems(
            about,
            subnetProblems(found, { vpcId, zone, ...(ofMachines && { nodeCidr }) }),
            `${found.cidrBlock} in ${found.availabilityZone}, ${found.availableIpAddressCount} addresses free`,
            correct,
          ),
      });
    }),
  ];
}

/** @param wanted `nodeCidr` is the network that it has to lie in; undefined where no machine is put into the subnet. */
function subnetProblems(
  { vpcId, availabilityZone, cidrBlock, availableIpAddressCount }: Subnet,
  wanted: { readonly vpcId: string; readonly zone: string; readonly nodeCidr?: string },
): string[] {
  const { nodeCidr } = wanted;
  return [
    ...(vpcId === wanted.vpcId ? [] : [`it belongs to ${vpcId}`]),
    ...(availabilityZone === wanted.zone ? [] : [`it lies in ${availabilityZone}, not in ${wanted.zone}`]),
    ...(nodeCidr === undefined || liesIn(cidrBlock, nodeCidr)
      ? []
      : [`${cidrBlock} does not lie in \`network.nodeCidr\`, which is ${nodeCidr}`]),
    ...(availableIpAddressCount > 0 ? [] : ["it has no free address"]),
  ];
}
