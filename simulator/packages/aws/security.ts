import { isNetwork } from "../../core/subnet.ts";
import type { CallContext, CheckFailure, Properties } from "../../core/kind.ts";
import { settleBalancers } from "./balancers.ts";
import { accountId, arn, awsId, nameOf, refusal, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { all, textOf } from "./records.ts";

/** Rules in each direction that a security group takes. Source: Amazon VPC User Guide, "Amazon VPC quotas". */
const rulesPerGroup = 60;

const vpcMissing = (id: string) => `api error InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`;
const groupMissing = (id: string) =>
  `api error InvalidGroup.NotFound: The security group '${id}' does not exist`;

/** What descriptions may consist of. Source: Amazon EC2 API Reference, AuthorizeSecurityGroupIngress. */
const description = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

const securityGroup = aws("ec2/securityGroup", {
  collection: "awsSecurityGroup",
  replaceOn: ["name", "description", "vpcId"],
  defaults: (inputs) => ({ description: "Managed by Pulumi", ...inputs }),
  check: ({ description: text }) => describedFailures(text),
  refersTo: [{ path: "vpcId", collection: "awsVpc", missing: vpcMissing }],
  idOf: awsId("sg"),
  rules: (inputs, context, before) => {
    const name = nameOf(inputs, context);
    const others = all(context.world, "awsSecurityGroup").map(({ properties }) => properties);
    if (
      before === undefined &&
      others.some((one) => one["name"] === name && one["vpcId"] === inputs["vpcId"])
    ) {
      throw refusal(
        "creating Security Group",
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${textOf(inputs["vpcId"])}'`,
      );
    }
  },
  computed: (id, inputs, context, before) => ({
    arn: arn("ec2", regionOf(context), `security-group/${id}`),
    ...{ name: before?.["name"] ?? nameOf(inputs, context), ownerId: accountId, ...tagsAll(inputs) },
  }),
  inUse: (id) =>
    `deleting Security Group (${id}): api error DependencyViolation: resource ${id} has a dependent object`,
});

/** The group that every network has. The provider takes its rules away when it is given none, and never deletes it. */
const defaultSecurityGroup = aws("ec2/defaultSecurityGroup", {
  collection: "awsDefaultSecurityGroup",
  replaceOn: ["vpcId"],
  refersTo: [{ path: "vpcId", collection: "awsVpc", missing: vpcMissing }],
  idOf: ({ vpcId }) => textOf(vpcId).replace("vpc-", "sg-"),
  computed: (id, inputs, context) => ({
    arn: arn("ec2", regionOf(context), `security-group/${id}`),
    ...{ name: "default", ownerId: accountId, ...tagsAll(inputs) },
  }),
});

const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

/** What makes two rules of a group the same to AWS. */
const identity = ["securityGroupId", "ipProtocol", "fromPort", "toPort", ...sources];

const rule = (direction: "Ingress" | "Egress") =>
  aws(`vpc/securityGroup${direction}Rule`, {
    collection: `aws${direction}Rule`,
    replaceOn: ["securityGroupId"],
    // The kind of peer cannot be modified.
    replaces: (olds, news) =>
      sources.filter((key) => (olds[key] === undefined) !== (news[key] === undefined)),
    check: checkRule,
    refersTo: [
      { path: "securityGroupId", collection: "awsSecurityGroup", missing: groupMissing },
      { path: "referencedSecurityGroupId", collection: "awsSecurityGroup", missing: groupMissing },
    ],
    idOf: awsId("sgr"),
    rules: (inputs, context, before) => {
      refuseRule(direction, inputs, context, before !== undefined);
    },
    computed: (id, inputs, context) => ({
      arn: arn("ec2", regionOf(context), `security-group-rule/${id}`),
      ...{ securityGroupRuleId: id, ...tagsAll(inputs) },
    }),
    settle: (_id, _record, world) => {
      settleBalancers(world);
    },
    unsettle: (_id, _record, world) => {
      settleBalancers(world);
    },
  });

function checkRule(inputs: Properties): CheckFailure[] {
  const { cidrIpv4, fromPort, toPort, ipProtocol, description: text } = inputs;
  const failures = describedFailures(text);
  const named = sources.filter((key) => inputs[key] !== undefined);
  // None is left to the creation: here a peer may only be unknown yet.
  if (named.length > 1) {
    failures.push({
      property: named[0] ?? "cidrIpv4",
      reason:
        "Exactly one of these attributes must be configured: [cidr_ipv4,cidr_ipv6,prefix_list_id,referenced_security_group_id]",
    });
  }
  if (typeof cidrIpv4 === "string" && !isNetwork(cidrIpv4)) {
    failures.push({ property: "cidrIpv4", reason: `"${cidrIpv4}" is not a valid IPv4 CIDR block` });
  }
  const ports = [fromPort, toPort].filter((port) => typeof port === "number");
  if (
    ports.some((port) => port < -1 || port > 65_535) ||
    (ports.length === 2 && (ports[0] ?? 0) > (ports[1] ?? 0))
  ) {
    failures.push({ property: "fromPort", reason: `Invalid port range ${ports.join("-")}` });
  }
  if (ipProtocol === "tcp" && ports.length < 2) {
    failures.push({ property: "fromPort", reason: "TCP needs a range of ports" });
  }
  return failures;
}

function describedFailures(text: unknown): CheckFailure[] {
  return typeof text === "string" && !description.test(text)
    ? [{ property: "description", reason: `doesn't comply with restrictions: "${text}"` }]
    : [];
}

function refuseRule(
  direction: "Ingress" | "Egress",
  inputs: Properties,
  { world }: CallContext,
  exists: boolean,
): void {
  const doing = `${exists ? "updating" : "creating"} VPC Security Group ${direction} Rule`;
  if (sources.every((key) => inputs[key] === undefined)) {
    throw refusal(
      doing,
      "MissingParameter",
      "Either 'cidrIp', 'prefixListId' or 'groupId' should be provided.",
    );
  }
  if (exists) {
    return;
  }
  const rules = all(world, `aws${direction}Rule`).map(({ properties }) => properties);
  const same = rules.find((other) => identity.every((key) => other[key] === inputs[key]));
  if (same !== undefined) {
    const peer = sources.map((key) => inputs[key]).find((value) => value !== undefined);
    throw refusal(
      doing,
      "InvalidPermission.Duplicate",
      `the specified rule "peer: ${textOf(peer)}, ${textOf(inputs["ipProtocol"])}, from port: ${String(inputs["fromPort"])}, to port: ${String(inputs["toPort"])}, ALLOW" already exists`,
    );
  }
  const own = rules.filter((other) => other["securityGroupId"] === inputs["securityGroupId"]);
  if (own.length >= rulesPerGroup) {
    const message = "The maximum number of rules per security group has been reached.";
    throw refusal(doing, "RulesPerSecurityGroupLimitExceeded", message);
  }
}

/** Security groups with their rules. */
export const securityResources: AwsResources = {
  ...securityGroup,
  ...defaultSecurityGroup,
  ...rule("Ingress"),
  ...rule("Egress"),
};
