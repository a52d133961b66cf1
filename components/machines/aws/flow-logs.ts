import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup.js";
import { FlowLog } from "@pulumi/aws/ec2/flowLog.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import * as pulumi from "@pulumi/pulumi";

import type { Whole } from "./parts.ts";
import { mayAssume, policyText } from "./policy.ts";
import { namedTags } from "./tags.ts";

/** How long flows are kept, in days. */
const retentionDays = 90;

/** Records every flow of a network in a log group of its own. */
export function recordFlows({ name, args, child }: Whole, vpcId: pulumi.Input<string>): void {
  const tags = namedTags(args, `${args.clusterName}-flows`);
  const group = new LogGroup(`${name}-flows`, { retentionInDays: retentionDays, tags }, child);
  const role = new Role(
    `${name}-flows`,
    { assumeRolePolicy: mayAssume("vpc-flow-logs.amazonaws.com"), tags },
    child,
  );
  const policy = new RolePolicy(
    `${name}-flows`,
    {
      role: role.name,
      policy: policyText([
        {
          Sid: "WriteFlows",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: pulumi.interpolate`${group.arn}:*`,
        },
        { Sid: "FindGroup", Effect: "Allow", Action: "logs:DescribeLogGroups", Resource: "*" },
      ]),
    },
    child,
  );
  new FlowLog(
    `${name}-flows`,
    {
      vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags,
    },
    { ...child, dependsOn: [policy] },
  );
}
