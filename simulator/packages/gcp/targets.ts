import { putBalancer, removeBalancer, type BalancerRecord } from "../../core/balancer.ts";
import { valuesAt, type CloudRecord } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";
import { idIn, recordOf } from "./paths.ts";

/** Brings the load balancers up to date with their forwarding rules, and with the machines behind those. */
export function refreshBalancers(world: World): void {
  const rules = world.list<CloudRecord>("gcpForwardingRule").map(({ value }) => value);
  const hosts = new Set(rules.map(({ computed }) => String(computed["ipAddress"])));
  const stale = world
    .list<BalancerRecord>("balancer")
    .filter(({ value }) => value.provider === "gcp" && !hosts.has(value.host));
  for (const { value } of stale) {
    removeBalancer(world, value.host);
  }
  for (const host of hosts) {
    const own = rules.filter(({ computed }) => computed["ipAddress"] === host);
    putBalancer(world, {
      provider: "gcp",
      host,
      internal: own.some(({ inputs }) => inputs["loadBalancingScheme"] === "INTERNAL"),
      listeners: own.flatMap(({ inputs }) =>
        valuesAt(inputs, "ports[]").map((port) => ({
          port: Number(port),
          backends: backendsOf(world, inputs["backendService"]),
        })),
      ),
    });
  }
}

/** The addresses of the machines that a backend service sends to. */
function backendsOf(world: World, service: unknown): string[] {
  const groups = valuesAt(
    recordOf(world, "gcpBackendService", service)?.inputs ?? {},
    "backends[].group",
  ).map((group) => idIn("gcpInstanceGroup")(String(group), world));
  return world
    .list<CloudRecord>("gcpMembership")
    .filter(({ value }) => groups.includes(groupOf(value, world)))
    .flatMap(({ value }) => addressOf(world, value.inputs["instance"]))
    .sort();
}

function groupOf({ inputs }: CloudRecord, world: World): string {
  return idIn("gcpInstanceGroup")(String(inputs["instanceGroup"]), world);
}

function addressOf(world: World, instance: unknown): string[] {
  const { networkInterfaces = [] } = (recordOf(world, "gcpInstance", instance)?.computed ?? {}) as {
    networkInterfaces?: readonly { networkIp: string }[];
  };
  return networkInterfaces.slice(0, 1).map(({ networkIp }) => networkIp);
}
