import { createHash } from "node:crypto";

import { Listener } from "@pulumi/aws/lb/listener.js";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer.js";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup.js";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment.js";
import type { Input, Output, Resource } from "@pulumi/pulumi";

import type { Endpoint, Endpoints } from "../machines.ts";
import type { Network } from "./existing-network.ts";
import type { Whole } from "./parts.ts";
import { apiPort, talosPort } from "./ports.ts";
import type { Security } from "./security.ts";
import { commonTags, namedTags } from "./tags.ts";

/** A control plane as the load balancer knows it. */
export interface Target {
  readonly name: string;
  readonly instanceId: Input<string>;
}

/** What stands before the APIs. */
export interface Balancer {
  readonly host: Output<string>;
  readonly ways: readonly Way[];
  /** What must be there for clients to come in. */
  readonly entrance: readonly Resource[];
}

/** One port of the load balancer, and where it leads. */
interface Way {
  readonly api: keyof Endpoints;
  /** Name of its resources. */
  readonly part: string;
  readonly listens: number;
  /** Port of the control planes. */
  readonly port: number;
  readonly group: TargetGroup;
  readonly listener: Listener;
}

/** Longest name of a load balancer or target group. */
const longestName = 32;

/** A network load balancer for the Kubernetes API, and for the Talos API where it listens for operators. */
export function balancer(whole: Whole, network: Network, { groups, entrance }: Security): Balancer {
  const { name, args, child } = whole;
  const { access, port } = args.endpoint;
  const internal = access === "internal";
  const made = new LoadBalancer(
    `${name}-kube-api`,
    {
      name: shortName(args.clusterName, internal ? "api-internal" : "api"),
      loadBalancerType: "network",
      internal,
      subnets: internal ? [...network.privateSubnets.values()] : [...network.publicSubnets],
      securityGroups: [groups["kube-api"]],
      // Else a client in a zone without a healthy control plane would be refused.
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: args.protect ?? false,
      tags: namedTags(args, `${args.clusterName}-kube-api`),
    },
    { ...child, protect: args.protect ?? false },
  );
  const ways: Omit<Way, "group" | "listener">[] = [
    { api: "endpoint", part: "kube-api", listens: port, port: apiPort },
    ...(args.talosApi === "listener"
      ? [{ api: "talosApi" as const, part: "talos-api", listens: talosPort, port: talosPort }]
      : []),
  ];
  return {
    host: made.dnsName,
    ways: ways.map((way) => ({ ...way, ...wayThrough(whole, network, made, way) })),
    entrance,
  };
}

/** Where the APIs are reached, as far as the configuration of machines has to know it. */
export function hostsOf({ host, ways }: Balancer): Endpoints {
  return endpointsOf(ways.map(({ api, listens }) => [api, { host, port: listens }]));
}

/** Puts control planes behind the load balancer, and says where the APIs are reached and what must be there for that. */
export function serve(
  { name, child }: Whole,
  { host, ways, entrance }: Balancer,
  targets: readonly Target[],
): Endpoints {
  return endpointsOf(
    ways.map(({ api, part, listens, port, group, listener }) => {
      const attachments = targets.map(
        (target) =>
          new TargetGroupAttachment(
            `${name}-${part}-${target.name}`,
            { targetGroupArn: group.arn, targetId: target.instanceId, port },
            child,
          ),
      );
      return [api, { host, port: listens, resources: [listener, ...attachments, ...entrance] }];
    }),
  );
}

function endpointsOf(entries: readonly (readonly [api: keyof Endpoints, at: Endpoint])[]): Endpoints {
  const found = new Map(entries);
  const [endpoint, talosApi] = [found.get("endpoint"), found.get("talosApi")];
  if (endpoint === undefined) {
    throw new TypeError("the load balancer has no way to the Kubernetes API");
  }
  return { endpoint, ...(talosApi && { talosApi }) };
}

function wayThrough(
  { name, args, child }: Whole,
  { vpcId }: Network,
  { arn }: LoadBalancer,
  { part, listens, port }: Pick<Way, "part" | "listens" | "port">,
): Pick<Way, "group" | "listener"> {
  const group = new TargetGroup(
    `${name}-${part}`,
    {
      name: shortName(args.clusterName, part),
      ...{ protocol: "TCP", port, targetType: "instance", vpcId },
      // A control plane that reaches itself by the load balancer would else see a packet from itself, and drop it.
      preserveClientIp: "false",
      // A control plane that is taken out finishes no long watches.
      ...{ connectionTermination: true, deregistrationDelay: 30 },
      // By connection alone: without credentials neither API says that it is well.
      healthCheck: { protocol: "TCP", interval: 10, healthyThreshold: 2, unhealthyThreshold: 2 },
      tags: namedTags(args, `${args.clusterName}-${part}`),
    },
    child,
  );
  const listener = new Listener(
    `${name}-${part}`,
    {
      loadBalancerArn: arn,
      ...{ protocol: "TCP", port: listens },
      defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
      tags: commonTags(args),
    },
    child,
  );
  return { group, listener };
}

/** A name that AWS takes: long names of clusters are cut, and told apart by a digest. */
function shortName(clusterName: string, part: string): string {
  const whole = `${clusterName}-${part}`;
  if (whole.length <= longestName) {
    return whole;
  }
  const digest = createHash("sha256").update(clusterName).digest("hex").slice(0, 6);
  const kept = longestName - part.length - digest.length - 2;
  return `${clusterName.slice(0, kept)}-${digest}-${part}`;
}
