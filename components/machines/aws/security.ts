import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type { Input, Output, Resource } from "@pulumi/pulumi";

import type { AwsMachinesArgs } from "./args.ts";
import type { Network } from "./existing-network.ts";
import type { Whole } from "./parts.ts";
import { apiPort, talosPort } from "./ports.ts";
import { ingressRules, type Group, type Peer } from "./rules.ts";
import { clusterTag, namedTags } from "./tags.ts";

/** The security groups of a cluster with their rules. */
export interface Security {
  readonly groups: Readonly<Record<Group, Output<string>>>;
  /** What must be there for machines to reach out. */
  readonly egress: readonly Resource[];
  /** What must be there for clients to come in by the load balancer. */
  readonly entrance: readonly Resource[];
}

const descriptions: Readonly<Record<Group, string>> = {
  machines: "All machines of the cluster",
  "control-plane": "Control planes of the cluster",
  "kube-api": "Load balancer of the Kubernetes API and the Talos API",
};

/** Makes the security groups. Rules are resources of their own: those of the cloud controller stay beside them. */
export function security(whole: Whole, { vpcId, egress }: Network): Security {
  const { name, args, child } = whole;
  const group = (key: Group) =>
    new SecurityGroup(
      `${name}-${key}`,
      {
        vpcId,
        description: descriptions[key],
        tags: {
          ...namedTags(args, `${args.clusterName}-${key}`),
          // On one group alone: with two on a machine the cloud controller does not know which one to open.
          ...(key === "machines" ? clusterTag(args.clusterName) : {}),
        },
      },
      child,
    ).id;
  const groups = {
    machines: group("machines"),
    "control-plane": group("control-plane"),
    "kube-api": group("kube-api"),
  };
  const tagsOf = (rule: string) => namedTags(args, `${args.clusterName}-${rule}`);
  const entrance: Resource[] = [];
  for (const { name: rule, group: to, peer, ...opening } of ingressRules(args)) {
    const made = new SecurityGroupIngressRule(
      `${name}-${rule}`,
      { securityGroupId: groups[to], ...opening, ...peerArgs(groups, peer), tags: tagsOf(rule) },
      child,
    );
    if (to !== "machines") {
      entrance.push(made);
    }
  }
  for (const { key, cidr } of args.endpoint.access === "public" ? notNamed(egress, args) : []) {
    const rule = `kube-api-kubernetes-api-nat-${key}`;
    const made = new SecurityGroupIngressRule(
      `${name}-${rule}`,
      {
        securityGroupId: groups["kube-api"],
        description: "kubernetes-api from the machines, by the address that they leave the network with",
        ...{ ipProtocol: "tcp", fromPort: args.endpoint.port, toPort: args.endpoint.port },
        cidrIpv4: cidr,
        tags: tagsOf(rule),
      },
      child,
    );
    entrance.push(made);
  }
  const out = egressRules(whole, groups);
  return { groups, egress: out.machines, entrance: [...entrance, ...out.balancer] };
}

/** Ways out that are not among the networks of the clients anyway: AWS takes no rule twice. */
function notNamed(
  egress: Network["egress"],
  { kubernetesApiCidrs }: Pick<AwsMachinesArgs, "kubernetesApiCidrs">,
): Network["egress"] {
  return egress.filter(({ cidr }) => typeof cidr !== "string" || !kubernetesApiCidrs.includes(cidr));
}

function peerArgs(
  groups: Security["groups"],
  peer: Peer,
): { referencedSecurityGroupId?: Input<string>; cidrIpv4?: string } {
  return "group" in peer ? { referencedSecurityGroupId: groups[peer.group] } : { cidrIpv4: peer.cidr };
}

/** Machines reach everything, the load balancer control planes alone. */
function egressRules(
  { name, args, child }: Whole,
  groups: Security["groups"],
): { readonly machines: readonly Resource[]; readonly balancer: readonly Resource[] } {
  const tagsOf = (rule: string) => namedTags(args, `${args.clusterName}-${rule}`);
  const anywhere = new SecurityGroupEgressRule(
    `${name}-machines-out`,
    {
      securityGroupId: groups.machines,
      description: "Images, registries, time, and the cloud itself",
      ...{ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
      tags: tagsOf("machines-out"),
    },
    child,
  );
  const ports = args.talosApi === "listener" ? [apiPort, talosPort] : [apiPort];
  const balancer = ports.map(
    (port) =>
      new SecurityGroupEgressRule(
        `${name}-kube-api-out-${port}`,
        {
          securityGroupId: groups["kube-api"],
          description: `Control planes, port ${port}`,
          ...{ ipProtocol: "tcp", fromPort: port, toPort: port },
          referencedSecurityGroupId: groups["control-plane"],
          tags: tagsOf(`kube-api-out-${port}`),
        },
        child,
      ),
  );
  return { machines: [anywhere], balancer };
}
