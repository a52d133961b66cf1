import * as pulumi from "@pulumi/pulumi";

import type { Statement } from "./policy.ts";
import { clusterTagKey } from "./tags.ts";

/** What the rights of the cloud controller follow from. */
interface CloudControllerRights {
  readonly clusterName: string;
  readonly partition: string;
  readonly vpcId: pulumi.Input<string>;
  readonly routing: "tunnel" | "native";
}

/**
 * The rights of the cloud controller manager: it sees everything in the region, makes load balancers and security groups
 * with the cluster's tag, and changes only what has the tag.
 *
 * Sources: cloud-provider-aws 1.36, docs/prerequisites.md and the calls under pkg/providers/v1; which calls take a
 * condition by tag: kops, pkg/model/iam.
 */
export function cloudControllerStatements({
  clusterName,
  partition,
  vpcId,
  routing,
}: CloudControllerRights): Statement[] {
  const key = clusterTagKey(clusterName);
  const asked = { [`aws:RequestTag/${key}`]: "owned" };
  const tagged = { StringEquals: { [`aws:ResourceTag/${key}`]: "owned" } };
  const groups = `arn:${partition}:ec2:*:*:security-group/*`;
  const balancing = ["loadbalancer", "listener", "targetgroup"].map(
    (kind) => `arn:${partition}:elasticloadbalancing:*:*:${kind}/*`,
  );
  const allow = { Effect: "Allow" } as const;
  return [
    { ...allow, Sid: "CcmRead", Resource: "*", Action: reads },
    { ...allow, Sid: "CcmCreateOwn", Resource: "*", Action: creates, Condition: { StringEquals: asked } },
    {
      ...{ ...allow, Sid: "CcmCreateGroup", Resource: groups, Action: "ec2:CreateSecurityGroup" },
      Condition: { StringEquals: asked },
    },
    {
      ...{ ...allow, Sid: "CcmCreateGroupInNetwork", Action: "ec2:CreateSecurityGroup" },
      Resource: pulumi.interpolate`arn:${partition}:ec2:*:*:vpc/${vpcId}`,
    },
    {
      ...{ ...allow, Sid: "CcmTagOnCreation", Resource: groups, Action: "ec2:CreateTags" },
      Condition: { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup", ...asked } },
    },
    {
      ...{ ...allow, Sid: "CcmTagBalancers", Resource: balancing, Action: "elasticloadbalancing:AddTags" },
      Condition: { StringEquals: asked },
    },
    { ...allow, Sid: "CcmManageOwn", Resource: "*", Action: changes, Condition: tagged },
    ...(routing === "native"
      ? [{ ...allow, Sid: "CcmRoutes", Resource: "*", Action: routeChanges, Condition: tagged }]
      : []),
  ];
}

const reads = [
  ...["AvailabilityZones", "Instances", "InstanceTopology", "Regions", "RouteTables"],
  ...["SecurityGroups", "Subnets", "Vpcs"],
]
  .map((what) => `ec2:Describe${what}`)
  .concat(
    [
      ...["Listeners", "LoadBalancerAttributes", "LoadBalancerPolicies", "LoadBalancers"],
      ...["TargetGroupAttributes", "TargetGroups", "TargetHealth"],
    ].map((what) => `elasticloadbalancing:Describe${what}`),
  );

const creates = ["CreateListener", "CreateLoadBalancer", "CreateTargetGroup"].map(balancingCall);

const changes = ["AuthorizeSecurityGroupIngress", "DeleteSecurityGroup", "RevokeSecurityGroupIngress"]
  .map((call) => `ec2:${call}`)
  .concat(
    [
      ...["AddTags", "ApplySecurityGroupsToLoadBalancer", "AttachLoadBalancerToSubnets"],
      ...["ConfigureHealthCheck", "CreateLoadBalancerListeners", "CreateLoadBalancerPolicy"],
      ...["DeleteListener", "DeleteLoadBalancer", "DeleteLoadBalancerListeners", "DeleteTargetGroup"],
      ...["DeregisterInstancesFromLoadBalancer", "DeregisterTargets", "DetachLoadBalancerFromSubnets"],
      ...["ModifyListener", "ModifyLoadBalancerAttributes", "ModifyTargetGroup"],
      ...["ModifyTargetGroupAttributes", "RegisterInstancesWithLoadBalancer", "RegisterTargets"],
      ...["SetLoadBalancerPoliciesForBackendServer", "SetLoadBalancerPoliciesOfListener"],
      "SetSecurityGroups",
    ].map(balancingCall),
  );

const routeChanges = ["ec2:CreateRoute", "ec2:DeleteRoute", "ec2:ModifyInstanceAttribute"];

function balancingCall(call: string): string {
  return `elasticloadbalancing:${call}`;
}
