import { ApplicationSecurityGroup } from "@pulumi/azure-native/network/applicationSecurityGroup.js";
import { NetworkSecurityGroup } from "@pulumi/azure-native/network/networkSecurityGroup.js";
import { SecurityRule } from "@pulumi/azure-native/network/securityRule.js";
import type { Input, Resource } from "@pulumi/pulumi";

import type { Role } from "../machines.ts";
import { kubernetesApiPort } from "./ports.ts";
import { accessRules, type AccessRule } from "./rules.ts";
import { placed, type Scope } from "./scope.ts";

/** Who may reach what on the machines. */
export interface Security {
  readonly group: NetworkSecurityGroup;

  /** Groups by which rules name machines; each machine is in the one of its role. */
  readonly roles: Readonly<Record<Role, ApplicationSecurityGroup>>;

  /** Everything that has to be there before a machine is safe, and can be reached. */
  readonly rules: readonly Resource[];
}

/** After all of ours and those of Services. Without it Azure lets in everything of the same virtual network. */
const lastPriority = 4096;

/** The network security group with its rules. The cloud controller manager adds its own for Services of type LoadBalancer. */
export function security(scope: Scope): Security {
  const { name, args, child } = scope;
  const group = new NetworkSecurityGroup(
    `${name}-security`,
    { ...placed(scope), networkSecurityGroupName: securityGroupName(args.clusterName) },
    child,
  );
  const roleGroup = (role: Role, part: string) =>
    new ApplicationSecurityGroup(
      `${name}-${part}`,
      {
        ...placed(scope),
        applicationSecurityGroupName: `${args.clusterName}-${part}`,
        tags: { ...scope.tags, role },
      },
      child,
    );
  const roles = {
    controlplane: roleGroup("controlplane", "control-planes"),
    worker: roleGroup("worker", "workers"),
  };
  const made: Made = { scope, group, roles };

  const allowed = accessRules(args.access, args.routing).map((rule) => allow(made, rule));
  const denied = securityRule(made, "everything-else", {
    access: "Deny",
    priority: lastPriority,
    protocol: "*",
    sourceAddressPrefix: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  });
  return { group, roles, rules: [...allowed, denied] };
}

/** Name of the network security group, which the cloud controller manager knows it by. */
export function securityGroupName(clusterName: string): string {
  return `${clusterName}-machines`;
}

/**
 * Lets the machines use the API at its public address, to which they go out through the NAT gateway, and come back with its
 * address instead of their own.
 */
export function allowOwnWayOut(
  scope: Scope,
  { group, roles }: Security,
  cidrs: readonly Input<string>[],
): Resource {
  return securityRule({ scope, group, roles }, "kubernetes-api-own", {
    access: "Allow",
    priority: 499,
    protocol: "Tcp",
    sourceAddressPrefixes: [...cidrs],
    destinationApplicationSecurityGroups: [{ id: roles.controlplane.id }],
    destinationPortRanges: [String(kubernetesApiPort)],
  });
}

interface Made {
  readonly scope: Scope;
  readonly group: NetworkSecurityGroup;
  readonly roles: Security["roles"];
}

function allow(made: Made, { name, priority, protocol, ports, from, to }: AccessRule): SecurityRule {
  const groupsOf = (roles: readonly Role[]) => roles.map((role) => ({ id: made.roles[role].id }));
  return securityRule(made, name, {
    access: "Allow",
    priority,
    protocol,
    ...(ports.length === 1 && ports[0] === "*"
      ? { destinationPortRange: "*" }
      : { destinationPortRanges: [...ports] }),
    ...("roles" in from && { sourceApplicationSecurityGroups: groupsOf(from.roles) }),
    ...("networks" in from && { sourceAddressPrefixes: [...from.networks] }),
    ...("tag" in from && { sourceAddressPrefix: from.tag }),
    ...("roles" in to && { destinationApplicationSecurityGroups: groupsOf(to.roles) }),
    ...("networks" in to && { destinationAddressPrefixes: [...to.networks] }),
  });
}

/** What of a rule differs from one to the other. */
interface RuleInputs {
  readonly access: "Allow" | "Deny";
  readonly priority: number;
  readonly protocol: string;
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: string[];
  readonly sourceAddressPrefix?: string;
  readonly sourceAddressPrefixes?: Input<string>[];
  readonly sourceApplicationSecurityGroups?: { id: Input<string> }[];
  readonly destinationAddressPrefix?: string;
  readonly destinationAddressPrefixes?: string[];
  readonly destinationApplicationSecurityGroups?: { id: Input<string> }[];
}

/** A resource for each rule: the group itself must not list them, or it would take those of Services away. */
function securityRule({ scope, group }: Made, rule: string, inputs: RuleInputs): SecurityRule {
  return new SecurityRule(
    `${scope.name}-security-${rule}`,
    {
      resourceGroupName: scope.resourceGroup,
      networkSecurityGroupName: group.name,
      securityRuleName: rule,
      direction: "Inbound",
      sourcePortRange: "*",
      ...inputs,
    },
    { parent: scope.child.parent },
  );
}
