import { putBalancer } from "../../core/balancer.ts";
import { nests } from "../../core/subnet.ts";
import type { Properties, World } from "../../core/kind.ts";
import { all, find, listOf, mappingOf, numberOf, textOf, type Found } from "./records.ts";

/** Brings up to date where the load balancers lead, after a change of anything that this follows from. */
export function settleBalancers(world: World): void {
  for (const balancer of all(world, "awsLoadBalancer")) {
    const listeners = all(world, "awsListener").filter(
      ({ properties }) => properties["loadBalancerArn"] === balancer.id,
    );
    putBalancer(world, {
      provider: "aws",
      host: textOf(balancer.properties["dnsName"]),
      internal: balancer.properties["internal"] === true,
      listeners: listeners.map(({ properties }) => {
        const port = numberOf(properties["port"]);
        const open = admits(world, balancer, port);
        return { port, backends: open ? backendsOf(world, balancer, properties) : [] };
      }),
    });
  }
}

/** Whether the load balancer's own security groups let anybody in at a port. One without groups lets in everybody. */
function admits(world: World, { properties }: Found, port: number): boolean {
  const groups = listOf(properties["securityGroups"]);
  return groups.length === 0 || rulesOf(world, "awsIngressRule", groups).some((rule) => covers(rule, port));
}

/** Addresses of the healthy targets of a listener. */
function backendsOf(world: World, balancer: Found, listener: Properties): string[] {
  const groups = listOf(listener["defaultActions"]).map((action) => mappingOf(action)["targetGroupArn"]);
  const targets = all(world, "awsTargetGroupAttachment").filter(({ properties }) =>
    groups.includes(properties["targetGroupArn"]),
  );
  return targets.flatMap(({ properties }) => {
    const group = find(world, "awsTargetGroup", properties["targetGroupArn"]);
    const instance = find(world, "awsInstance", properties["targetId"]);
    const port = numberOf(properties["port"] ?? group?.["port"]);
    return instance !== undefined && reaches(world, balancer, instance, port)
      ? [textOf(instance["privateIp"])]
      : [];
  });
}

/** Whether the security groups let the load balancer through to an instance; health checks fail otherwise. */
function reaches(world: World, { properties }: Found, instance: Properties, port: number): boolean {
  const own = listOf(properties["securityGroups"]);
  const theirs = listOf(instance["vpcSecurityGroupIds"]);
  const from = listOf(properties["subnets"]).map((id) => textOf(find(world, "awsSubnet", id)?.["cidrBlock"]));
  const goesOut =
    own.length === 0 ||
    rulesOf(world, "awsEgressRule", own).some(
      (rule) => covers(rule, port) && isPeer(rule, theirs, [`${textOf(instance["privateIp"])}/32`]),
    );
  return (
    goesOut &&
    rulesOf(world, "awsIngressRule", theirs).some((rule) => covers(rule, port) && isPeer(rule, own, from))
  );
}

function rulesOf(world: World, collection: string, groups: readonly unknown[]): Properties[] {
  return all(world, collection)
    .map(({ properties }) => properties)
    .filter((rule) => groups.includes(rule["securityGroupId"]));
}

function covers({ ipProtocol, fromPort, toPort }: Properties, port: number): boolean {
  return (
    ipProtocol === "-1" || (ipProtocol === "tcp" && numberOf(fromPort) <= port && port <= numberOf(toPort))
  );
}

/** Whether a rule is about one of some groups, or about a network that holds all of some. */
function isPeer(
  { referencedSecurityGroupId, cidrIpv4 }: Properties,
  groups: readonly unknown[],
  networks: readonly string[],
): boolean {
  return referencedSecurityGroupId === undefined
    ? typeof cidrIpv4 === "string" && networks.every((network) => nests(network, cidrIpv4))
    : groups.includes(referencedSecurityGroupId);
}
