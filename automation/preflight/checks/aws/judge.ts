import type { Check } from "../../check.ts";
import { failed, judged, passed, skipped, warning, withoutProblems } from "../../check.ts";
import { judgeQuota, typesOf, vcpusOf } from "../instances.ts";
import type { AwsFacts, Counted, ServiceQuota } from "./facts.ts";
import { networkChecks } from "./network.ts";
import type { AwsPlan } from "./plan.ts";

const raise = (what: string) => `Ask for a higher quota of ${what} in Service Quotas, or plan fewer.`;

/** Judges what was found out about AWS, apart from the DNS zone. */
export function judgeAws(plan: AwsPlan, facts: AwsFacts): Check[] {
  const caller = callerCheck(facts);
  if (caller.status === "failed") {
    // Without credentials every other question has the same answer.
    return [caller];
  }
  return [
    caller,
    rightsCheck(facts),
    zoneCheck(plan, facts),
    typeCheck(plan, facts),
    ...vcpuChecks(plan, facts),
    ...newNetworkChecks(plan, facts),
    ...(facts.network === undefined ? [] : networkChecks(plan, facts.network)),
    imageCheck(plan, facts),
    keyCheck(plan, facts),
  ];
}

function callerCheck({ caller }: AwsFacts): Check {
  const subject = { check: "aws-credentials", lookedAt: "the credentials of AWS" };
  return judged(subject, caller, {
    remedy:
      "Give credentials in the environment (AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), or log in again.",
    judge: ({ accountId, arn }) => passed(subject, `account ${accountId}, as ${arn}`),
  });
}

function rightsCheck({ allowed }: AwsFacts): Check {
  const subject = { check: "aws-rights", lookedAt: "what these credentials may do" };
  const remedy = "Attach the policy of docs/providers/aws.md to the user or role.";
  return judged(subject, allowed ?? { problem: "nobody answered" }, {
    remedy: `${remedy} To have them looked at, allow iam:SimulatePrincipalPolicy and iam:GetRole too.`,
    unanswered: "warning",
    judge: ({ results }) => {
      const refused = results.filter((result) => !result.allowed).map(({ actionName }) => actionName);
      return refused.length === 0
        ? passed(subject, `AWS would allow ${results.length} telling calls`)
        : // A policy may allow a call under a condition that the simulation does not meet.
          warning(subject, `AWS would refuse ${refused.join(", ")}`, remedy);
    },
  });
}

function zoneCheck({ aws }: AwsPlan, { zones }: AwsFacts): Check {
  const subject = { check: "aws-zones", lookedAt: `the zones ${aws.zones.join(", ")}` };
  const remedy = "Correct `aws.zones`.";
  return judged(subject, zones, {
    remedy,
    judge: ({ names }) =>
      withoutProblems(
        subject,
        aws.zones
          .filter((zone) => !names.includes(zone))
          .map((zone) => `${zone} is none that this account has; it has ${names.join(", ")}`),
        "this account has them",
        remedy,
      ),
  });
}

function typeCheck({ aws, planned }: AwsPlan, { types, offerings }: AwsFacts): Check {
  const wanted = typesOf(planned);
  const subject = { check: "aws-instance-types", lookedAt: `the instance types ${wanted.join(", ")}` };
  const remedy = "Choose another `instanceType` or other zones for the pool.";
  return judged(subject, offerings, {
    remedy,
    judge: ({ instanceTypes, locations }) => {
      const problems = wanted.flatMap((type) => {
        const answer = types[type];
        if (
          answer !== undefined &&
          "value" in answer &&
          !answer.value.supportedArchitectures.includes("x86_64")
        ) {
          return [`${type} has no x86_64 processor, which the image is for`];
        }
        const zones = aws.zones.filter(
          (zone) => !instanceTypes.some((name, index) => name === type && locations[index] === zone),
        );
        return zones.length === 0 ? [] : [`${type} is not to be had in ${zones.join(", ")}`];
      });
      return withoutProblems(subject, problems, "to be had in every zone", remedy);
    },
  });
}

/** Families of the quotas for standard instances: their names begin with one of these, before the generation. */
const standard = /^(a|c|d|h|i|im|is|m|r|t|z)\d/;

function vcpuChecks({ planned }: AwsPlan, { types, onDemand, spot }: AwsFacts): Check[] {
  const vcpus: Record<string, number> = {};
  for (const [type, answer] of Object.entries(types)) {
    if ("problem" in answer) {
      const subject = { check: "aws-vcpus", lookedAt: "the quotas of vCPUs" };
      return [skipped(subject, `how many vCPUs ${type} has is not known: ${answer.problem}`)];
    }
    vcpus[type] = answer.value.defaultVcpus;
  }
  const others = typesOf(planned).filter((type) => !standard.test(type));
  const counted = planned.filter(({ type }) => standard.test(type));
  const check = (isSpot: boolean, quota: typeof onDemand): Check[] => {
    const wanted = counted.filter(({ spot: taken }) => taken === isSpot);
    return wanted.length === 0 ? [] : [vcpuCheck(quota, vcpusOf(wanted, vcpus), isSpot)];
  };
  return [
    ...check(false, onDemand),
    ...check(true, spot),
    ...(others.length === 0
      ? []
      : [
          skipped(
            { check: "aws-vcpus", lookedAt: `the quota of vCPUs of ${others.join(", ")}` },
            "these types have quotas of their own, which are not known here",
          ),
        ]),
  ];
}

function vcpuCheck(quota: AwsFacts["onDemand"], needed: number, isSpot: boolean): Check {
  const kind = isSpot ? "spot" : "on-demand";
  const subject = { check: "aws-vcpus", lookedAt: `the quota of vCPUs of standard ${kind} instances` };
  return judged(subject, quota, {
    remedy: "Allow servicequotas:GetServiceQuota, or look at the quota yourself.",
    unanswered: "warning",
    judge: ({ value, quotaName }) => judgeQuota(subject, { limit: value }, needed, raise(`"${quotaName}"`)),
  });
}

function newNetworkChecks({ aws, own }: AwsPlan, { addresses, vpcs }: AwsFacts): Check[] {
  const gateways = aws.natGateways === "perZone" ? aws.zones.length : 1;
  const missing = (planned: number, type: string) => Math.max(0, planned - (own.counts[type] ?? 0));
  return [
    ...countedCheck("the quota of Elastic IP addresses", addresses, missing(gateways, "aws:ec2/eip:Eip")),
    ...countedCheck("the quota of VPCs in the region", vpcs, missing(1, "aws:ec2/vpc:Vpc")),
  ];
}

function countedCheck(lookedAt: string, counted: Counted | undefined, needed: number): Check[] {
  if (counted === undefined) {
    return [];
  }
  const subject = { check: "aws-quotas", lookedAt };
  const { quota, used } = counted;
  const both =
    "value" in quota && "value" in used
      ? { value: { ...quota.value, used: used.value } }
      : problemOf(quota, used);
  return [
    judged(subject, both, {
      remedy: "Allow servicequotas:GetServiceQuota and the reading of EC2, or look at the quota yourself.",
      unanswered: "warning",
      judge: ({ value, quotaName, used: inUse }: ServiceQuota & { used: number }) =>
        judgeQuota(subject, { limit: value, used: inUse }, needed, raise(`"${quotaName}"`)),
    }),
  ];
}

function problemOf(...answers: readonly (Counted["quota"] | Counted["used"])[]): { problem: string } {
  return { problem: answers.flatMap((answer) => ("problem" in answer ? [answer.problem] : [])).join("; ") };
}

function imageCheck({ aws }: AwsPlan, { image }: AwsFacts): Check {
  const subject = { check: "aws-image", lookedAt: `the image ${image.wanted}` };
  if ("object" in image) {
    const remedy = "Correct `aws.image`, or upload the image.";
    return judged(subject, image.object, {
      remedy,
      judge: ({ contentLength }) =>
        contentLength > 0 ? passed(subject, "it is there") : failed(subject, "it is empty", remedy),
    });
  }
  const remedy =
    aws.image === undefined
      ? "Choose a version of Talos that is published in this region, or give an image of your own as `aws.image`."
      : "Correct `aws.image`, or have the image shared with this account and copied to this region.";
  return judged(subject, image.ami, {
    remedy,
    judge: ({ id, name, architecture }) =>
      architecture === "x86_64"
        ? passed(subject, `${id}, ${name}`)
        : failed(subject, `${id} is for ${architecture}, and the machines are x86_64`, remedy),
  });
}

function keyCheck({ aws }: AwsPlan, { key }: AwsFacts): Check {
  if (key === undefined) {
    return skipped({ check: "aws-key", lookedAt: "the key of the disks" }, "the stack makes one of its own");
  }
  const subject = { check: "aws-key", lookedAt: `the key ${aws.encryptionKey ?? ""}` };
  const remedy = "Correct `aws.encryptionKey`, enable the key, or allow kms:DescribeKey on it.";
  return judged(subject, key, {
    remedy,
    judge: ({ enabled, keyState, keyUsage, keySpec }) =>
      enabled && keyUsage === "ENCRYPT_DECRYPT" && keySpec === "SYMMETRIC_DEFAULT"
        ? passed(subject, "it is there and enabled")
        : failed(
            subject,
            `disks take an enabled symmetric key for encryption; this one is ${keyState}, ${keySpec}, ${keyUsage}`,
            remedy,
          ),
  });
}
