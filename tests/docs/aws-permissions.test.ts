import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { simulated } from "../../simulator/packages/aws/index.ts";

const root = resolve(import.meta.dirname, "..", "..");

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

const file = readFileSync(join(root, "examples", "permissions", "aws.json"), "utf8");
const { Statement: statements } = JSON.parse(file) as { Statement: readonly Statement[] };
const actions = statements.flatMap(({ Action }) => Action);

/**
 * What the provider calls to make and delete a thing of a type. Source: the calls in hashicorp/terraform-provider-aws,
 * internal/service, which the Pulumi provider is made of; what only looks is allowed in general.
 */
const needed: Readonly<Record<string, readonly string[]>> = {
  "cloudwatch/logGroup:LogGroup": ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:DeleteLogGroup"],
  "ebs/snapshotImport:SnapshotImport": ["ec2:ImportSnapshot", "iam:PassRole", "ec2:DeleteSnapshot"],
  "ebs/volume:Volume": ["ec2:CreateVolume", "ec2:ModifyVolume", "ec2:DeleteVolume", "kms:CreateGrant"],
  "ec2/ami:Ami": ["ec2:RegisterImage", "ec2:DeregisterImage"],
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": [
    ...["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"],
  ],
  "ec2/eip:Eip": ["ec2:AllocateAddress", "ec2:DisassociateAddress", "ec2:ReleaseAddress"],
  "ec2/flowLog:FlowLog": ["ec2:CreateFlowLogs", "iam:PassRole", "ec2:DeleteFlowLogs"],
  "ec2/instance:Instance": [
    ...[
      "ec2:RunInstances",
      "iam:PassRole",
      "ec2:ModifyInstanceAttribute",
      "ec2:ModifyInstanceMetadataOptions",
    ],
    ...["ec2:StopInstances", "ec2:StartInstances", "ec2:TerminateInstances"],
  ],
  "ec2/internetGateway:InternetGateway": [
    ...["ec2:CreateInternetGateway", "ec2:AttachInternetGateway"],
    ...["ec2:DetachInternetGateway", "ec2:DeleteInternetGateway"],
  ],
  "ec2/natGateway:NatGateway": ["ec2:CreateNatGateway", "ec2:DeleteNatGateway"],
  "ec2/placementGroup:PlacementGroup": ["ec2:CreatePlacementGroup", "ec2:DeletePlacementGroup"],
  "ec2/route:Route": ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute"],
  "ec2/routeTable:RouteTable": ["ec2:CreateRouteTable", "ec2:DeleteRouteTable"],
  "ec2/routeTableAssociation:RouteTableAssociation": [
    ...["ec2:AssociateRouteTable", "ec2:ReplaceRouteTableAssociation", "ec2:DisassociateRouteTable"],
  ],
  "ec2/securityGroup:SecurityGroup": ["ec2:CreateSecurityGroup", "ec2:DeleteSecurityGroup"],
  "ec2/subnet:Subnet": ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", "ec2:DeleteSubnet"],
  "ec2/tag:Tag": ["ec2:CreateTags", "ec2:DeleteTags"],
  "ec2/volumeAttachment:VolumeAttachment": ["ec2:AttachVolume", "ec2:DetachVolume", "ec2:StopInstances"],
  "ec2/vpc:Vpc": ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:DeleteVpc"],
  "iam/instanceProfile:InstanceProfile": [
    ...["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile", "iam:GetInstanceProfile"],
    ...["iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
  ],
  "iam/role:Role": ["iam:CreateRole", "iam:GetRole", "iam:TagRole", "iam:DeleteRole"],
  "iam/rolePolicy:RolePolicy": ["iam:PutRolePolicy", "iam:GetRolePolicy", "iam:DeleteRolePolicy"],
  "kms/alias:Alias": ["kms:CreateAlias", "kms:ListAliases", "kms:DeleteAlias"],
  "kms/key:Key": [
    ...["kms:CreateKey", "kms:PutKeyPolicy", "kms:EnableKeyRotation", "kms:GetKeyRotationStatus"],
    ...["kms:DescribeKey", "kms:GetKeyPolicy", "kms:ListResourceTags", "kms:ScheduleKeyDeletion"],
  ],
  "lb/listener:Listener": ["CreateListener", "ModifyListener", "DeleteListener"].map(balancing),
  "lb/loadBalancer:LoadBalancer": [
    ...["CreateLoadBalancer", "ModifyLoadBalancerAttributes", "SetSecurityGroups", "DeleteLoadBalancer"].map(
      balancing,
    ),
    "iam:CreateServiceLinkedRole",
  ],
  "lb/targetGroup:TargetGroup": [
    ...["CreateTargetGroup", "ModifyTargetGroupAttributes", "DeleteTargetGroup"].map(balancing),
  ],
  "lb/targetGroupAttachment:TargetGroupAttachment": ["RegisterTargets", "DeregisterTargets"].map(balancing),
  "route53/record:Record": ["route53:ChangeResourceRecordSets", "route53:GetChange"],
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
    ...["ec2:AuthorizeSecurityGroupEgress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupEgress"],
  ],
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
    ...[
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:ModifySecurityGroupRules",
      "ec2:RevokeSecurityGroupIngress",
    ],
  ],
};

function balancing(call: string): string {
  return `elasticloadbalancing:${call}`;
}

/** Types that the simulator serves, which are those that the program uses: it refuses all others. */
const schemas = JSON.parse(readFileSync(join(root, "simulator", "schemas", "aws.json"), "utf8")) as Readonly<
  Record<string, unknown>
>;
const types = Object.keys(schemas)
  .filter((token) => token.startsWith("aws:"))
  .map((token) => token.slice("aws:".length));

describe("the permissions for AWS in examples/permissions", () => {
  it("are for every type of resource that a stack may have", () => {
    assert.deepEqual(Object.keys(needed).sort(), types.sort());
    assert.deepEqual(
      types.filter((type) => simulated.resource(`aws:${type}`) === undefined),
      [],
    );
  });

  for (const [type, calls] of Object.entries(needed)) {
    it(`let the runner make and delete ${type.split(":")[1] ?? type}`, () => {
      assert.deepEqual(
        calls.filter((call) => !actions.includes(call)),
        [],
      );
    });
  }

  it("allow no service as a whole, and nothing that changes roles, keys or logs of others", () => {
    assert.deepEqual(
      actions.filter((action) => action.endsWith("*")),
      ["ec2:Describe*", "elasticloadbalancing:Describe*"],
    );
    const open = statements
      .filter(({ Resource, Condition }) => Resource === "*" && Condition === undefined)
      .map(({ Sid }) => Sid);
    assert.deepEqual(open, ["Look"]);
  });

  it("fit into a policy of IAM beside the role's others", () => {
    // Source: IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, without white space.
    assert.ok(file.replaceAll(/\s/g, "").length <= 6144);
  });
});
