import { removeBalancer } from "../../core/balancer.ts";
import { digits } from "../../core/cloud.ts";
import type { CallContext, CheckFailure, Properties } from "../../core/kind.ts";
import { settleBalancers } from "./balancers.ts";
import { arn, nameOf, refusal, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { all, find, listOf, mappingOf, textOf } from "./records.ts";
import { balancerZones } from "./regions.ts";

const settled = {
  settle: (_id: string, _record: object, world: CallContext["world"]) => {
    settleBalancers(world);
  },
  unsettle: (_id: string, _record: object, world: CallContext["world"]) => {
    settleBalancers(world);
  },
};

/** Names of load balancers and target groups. Source: Elastic Load Balancing API Reference, CreateLoadBalancer. */
function nameFailures({ name }: Properties): CheckFailure[] {
  if (typeof name !== "string") {
    return [];
  }
  if (name.length > 32) {
    return [{ property: "name", reason: `"name" cannot be longer than 32 characters: "${name}"` }];
  }
  return /^[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?$/.test(name) && !name.startsWith("internal-")
    ? []
    : [
        {
          property: "name",
          reason: `only alphanumeric characters and hyphens allowed in "name": "${name}"`,
        },
      ];
}

const loadBalancer = aws("lb/loadBalancer", {
  collection: "awsLoadBalancer",
  replaceOn: ["name", "internal", "loadBalancerType"],
  replaces: removesNetworks,
  check: nameFailures,
  refersTo: [
    {
      path: "subnets[]",
      collection: "awsSubnet",
      missing: (id) =>
        `creating ELBv2 network Load Balancer: api error InvalidSubnet: The subnet ID '${id}' is not valid`,
    },
    {
      path: "securityGroups[]",
      collection: "awsSecurityGroup",
      missing: (id) =>
        `creating ELBv2 network Load Balancer: api error InvalidSecurityGroup: Security group '${id}' does not exist`,
    },
  ],
  idOf: (inputs, context) => {
    const path = `loadbalancer/net/${nameOf(inputs, context)}/${digits(context.urn, 16)}`;
    return arn("elasticloadbalancing", regionOf(context), path);
  },
  rules: refuseBalancer,
  computed: (id, inputs, context) => {
    const [, , name = "", digest = ""] = id.split("/");
    const region = regionOf(context);
    return {
      ...{ arn: id, arnSuffix: id.split(":loadbalancer/")[1], name },
      dnsName: `${name}-${digest}.elb.${region}.amazonaws.com`,
      zoneId: balancerZones[region] ?? "Z0SIMULATED",
      vpcId: vpcOf(context.world, listOf(inputs["subnets"])[0]),
      ...{ ipAddressType: "ipv4", ...tagsAll(inputs) },
    };
  },
  settle: settled.settle,
  unsettle: (_id, { computed }, world) => {
    removeBalancer(world, textOf(computed["dnsName"]));
  },
  mayDelete: (id, { inputs }) => {
    if (inputs["enableDeletionProtection"] === true) {
      throw refusal(
        `deleting ELBv2 Load Balancer (${id})`,
        "OperationNotPermitted",
        `Load balancer '${id}' cannot be deleted because deletion protection is enabled`,
      );
    }
  },
});

/** Subnets can be added and not taken away, and security groups can be changed only where there are some. */
function removesNetworks(olds: Properties, news: Properties): string[] {
  const [before, after] = [listOf(olds["subnets"]), listOf(news["subnets"])];
  const groups = [olds, news].map((inputs) => listOf(inputs["securityGroups"]).length > 0);
  return [
    ...(after.length > 0 && before.some((id) => !after.includes(id)) ? ["subnets"] : []),
    ...(groups[0] === groups[1] ? [] : ["securityGroups"]),
  ];
}

function refuseBalancer(inputs: Properties, context: CallContext, before?: object): void {
  const { world } = context;
  const doing = `${before === undefined ? "creating" : "modifying"} ELBv2 network Load Balancer`;
  const subnets = listOf(inputs["subnets"]).map((id) => find(world, "awsSubnet", id));
  const zones = subnets.map((subnet) => subnet?.["availabilityZone"]);
  if (subnets.length === 0) {
    throw refusal(doing, "ValidationError", "At least one subnet must be specified");
  }
  if (new Set(zones).size < zones.length) {
    const message = "A load balancer cannot be attached to multiple subnets in the same Availability Zone";
    throw refusal(doing, "InvalidConfigurationRequest", message);
  }
  const vpcId = subnets[0]?.["vpcId"];
  const gateways = all(world, "awsInternetGateway").map(({ properties }) => properties["vpcId"]);
  if (inputs["internal"] !== true && !gateways.includes(vpcId)) {
    throw refusal(doing, "InvalidSubnet", `VPC ${textOf(vpcId)} has no internet gateway`);
  }
  const groups = listOf(inputs["securityGroups"]).map((id) => find(world, "awsSecurityGroup", id));
  if (groups.some((group) => group?.["vpcId"] !== vpcId)) {
    throw refusal(doing, "InvalidConfigurationRequest", "One or more security groups are invalid");
  }
  const name = nameOf(inputs, context);
  const names = all(world, "awsLoadBalancer").map(({ properties }) => properties["name"]);
  if (before === undefined && names.includes(name)) {
    throw new Error(`ELBv2 Load Balancer (${name}) already exists`);
  }
}

function vpcOf(world: CallContext["world"], subnetId: unknown): unknown {
  return find(world, "awsSubnet", subnetId)?.["vpcId"];
}

const targetGroup = aws("lb/targetGroup", {
  collection: "awsTargetGroup",
  replaceOn: ["name", "port", "protocol", "targetType", "vpcId", "ipAddressType", "protocolVersion"],
  check: nameFailures,
  refersTo: [
    {
      path: "vpcId",
      collection: "awsVpc",
      missing: (id) =>
        `creating ELBv2 Target Group: api error ValidationError: The VPC ID '${id}' is not found`,
    },
  ],
  idOf: (inputs, context) => {
    const path = `targetgroup/${nameOf(inputs, context)}/${digits(context.urn, 16)}`;
    return arn("elasticloadbalancing", regionOf(context), path);
  },
  rules: (inputs, context, before) => {
    const name = nameOf(inputs, context);
    const names = all(context.world, "awsTargetGroup").map(({ properties }) => properties["name"]);
    if (before === undefined && names.includes(name)) {
      throw new Error(`ELBv2 Target Group (${name}) already exists`);
    }
  },
  computed: (id, inputs) => ({
    ...{ arn: id, arnSuffix: id.split(":").at(-1), name: id.split("/")[1] },
    ...{ ipAddressType: "ipv4", ...tagsAll(inputs) },
  }),
  inUse: (id) =>
    `deleting ELBv2 Target Group (${id}): api error ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`,
});

const listener = aws("lb/listener", {
  collection: "awsListener",
  replaceOn: ["loadBalancerArn"],
  refersTo: [
    {
      path: "loadBalancerArn",
      collection: "awsLoadBalancer",
      missing: (id) =>
        `creating ELBv2 Listener: api error LoadBalancerNotFound: Load balancer '${id}' not found`,
    },
    {
      path: "defaultActions[].targetGroupArn",
      collection: "awsTargetGroup",
      missing: (id) =>
        `creating ELBv2 Listener: api error TargetGroupNotFound: Target group '${id}' not found`,
    },
  ],
  idOf: ({ loadBalancerArn }, { urn }) =>
    `${textOf(loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${digits(urn, 16)}`,
  rules: refuseListener,
  computed: (id, inputs) => ({ arn: id, ...tagsAll(inputs) }),
  ...settled,
});

function refuseListener(inputs: Properties, { world }: CallContext, before?: object): void {
  const { loadBalancerArn, port, protocol, defaultActions } = inputs;
  const doing = `${before === undefined ? "creating" : "modifying"} ELBv2 Listener`;
  const same = all(world, "awsListener").some(
    ({ properties }) => properties["loadBalancerArn"] === loadBalancerArn && properties["port"] === port,
  );
  if (before === undefined && same) {
    const message = `A listener already exists on this port for this load balancer '${textOf(loadBalancerArn)}'`;
    throw refusal(doing, "DuplicateListener", message);
  }
  const vpcId = find(world, "awsLoadBalancer", loadBalancerArn)?.["vpcId"];
  for (const action of listOf(defaultActions)) {
    const group = find(world, "awsTargetGroup", mappingOf(action)["targetGroupArn"]);
    if (group?.["protocol"] !== protocol) {
      const message = `The protocol of the target group '${textOf(group?.["arn"])}' is not compatible with ${textOf(protocol)}`;
      throw refusal(doing, "IncompatibleProtocols", message);
    }
    if (group?.["vpcId"] !== vpcId) {
      const message = `The following target groups are in another VPC: '${textOf(group?.["arn"])}'`;
      throw refusal(doing, "InvalidConfigurationRequest", message);
    }
  }
}

const targetGroupAttachment = aws("lb/targetGroupAttachment", {
  collection: "awsTargetGroupAttachment",
  replaceOn: ["targetGroupArn", "targetId", "port", "availabilityZone"],
  updatable: false,
  refersTo: [
    {
      path: "targetGroupArn",
      collection: "awsTargetGroup",
      missing: (id) =>
        `registering ELBv2 Target: api error TargetGroupNotFound: Target group '${id}' not found`,
    },
    {
      path: "targetId",
      collection: "awsInstance",
      missing: (id) =>
        `registering ELBv2 Target: api error InvalidTarget: The following targets are not in a running state and cannot be registered: '${id}'`,
    },
  ],
  idOf: ({ targetGroupArn }, { urn }) => `${textOf(targetGroupArn)}-${digits(urn, 26)}`,
  rules: ({ targetGroupArn, targetId }, { world }) => {
    const group = find(world, "awsTargetGroup", targetGroupArn);
    if (vpcOf(world, find(world, "awsInstance", targetId)?.["subnetId"]) !== group?.["vpcId"]) {
      const message = `The following targets are not in the target group VPC '${textOf(group?.["vpcId"])}': '${textOf(targetId)}'`;
      throw refusal("registering ELBv2 Target", "InvalidTarget", message);
    }
  },
  ...settled,
});

/** Network load balancers with what they lead to. */
export const balancingResources: AwsResources = {
  ...loadBalancer,
  ...targetGroup,
  ...listener,
  ...targetGroupAttachment,
};
