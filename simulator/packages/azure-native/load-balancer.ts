import { putBalancer, removeBalancer } from "../../core/balancer.ts";
import type { CloudRecord } from "../../core/cloud.ts";
import type { Properties, SimulatedResource, World } from "../../core/kind.ts";
import { freeAddress } from "../../core/subnet.ts";
import { addressOf } from "./address.ts";
import { ArmError, armResource, byId, inUse, knownId, lastOf, textOf } from "./arm.ts";
import { privateAddressesIn } from "./private-addresses.ts";

interface Named {
  readonly name: string;
}

interface Referred {
  readonly id: string;
}

interface Frontend extends Named {
  readonly publicIPAddress?: Referred;
  readonly subnet?: Referred;
  readonly privateIPAddress?: string;
}

interface BalancingRule extends Named {
  readonly protocol: string;
  readonly frontendPort: number;
  readonly backendPort: number;
  readonly frontendIPConfiguration?: Referred;
  readonly backendAddressPool?: Referred;
  readonly probe?: Referred;
}

interface BalancerInputs {
  readonly loadBalancerName: string;
  readonly sku?: { readonly name?: string };
  readonly frontendIPConfigurations?: readonly Frontend[];
  readonly backendAddressPools?: readonly Named[];
  readonly probes?: readonly (Named & { readonly port: number; readonly protocol: string })[];
  readonly loadBalancingRules?: readonly BalancingRule[];
}

/** A load balancer. */
export const loadBalancer: SimulatedResource = armResource({
  token: "azure-native:network:LoadBalancer",
  collection: "azureBalancer",
  nameKey: "loadBalancerName",
  type: "Microsoft.Network/loadBalancers",
  refersTo: [
    byId("frontendIPConfigurations[].publicIPAddress.id", "azureAddress"),
    byId("frontendIPConfigurations[].subnet.id", "azureSubnet"),
  ],
  rules(inputs, { world, config }, before) {
    const wanted = inputs as unknown as BalancerInputs;
    const id = `/subscriptions/${textOf(config["subscriptionId"])}/resourceGroups/${textOf(inputs["resourceGroupName"])}/providers/Microsoft.Network/loadBalancers/${wanted.loadBalancerName}`;
    if (wanted.sku?.name !== "Standard") {
      throw new ArmError(
        400,
        "LoadBalancerSkuNotSupported",
        "Load balancers of the Basic sku are retired; want Standard.",
      );
    }
    if (before !== undefined && before.inputs["location"] !== inputs["location"]) {
      throw new ArmError(
        409,
        "InvalidResourceLocation",
        `The resource ${id} already exists in another location.`,
      );
    }
    checkRules(id, wanted);
    checkPools(id, wanted, world);
  },
  computed(id, inputs, { world, urn }, before) {
    const { frontendIPConfigurations = [], backendAddressPools = [] } = inputs as unknown as BalancerInputs;
    const former = (before?.["frontendIPConfigurations"] ?? []) as readonly Frontend[];
    return {
      frontendIPConfigurations: frontendIPConfigurations.map((frontend) => ({
        ...frontend,
        id: `${id}/frontendIPConfigurations/${frontend.name}`,
        ...(frontend.subnet && {
          privateIPAddress:
            former.find(({ name }) => name === frontend.name)?.privateIPAddress ??
            allocated(world, frontend.subnet.id, `${urn}/${frontend.name}`),
        }),
      })),
      backendAddressPools: backendAddressPools.map((pool) => ({
        ...pool,
        id: `${id}/backendAddressPools/${pool.name}`,
      })),
    };
  },
  settle: (id, record, world) => {
    settleBalancer(id, record, world);
  },
  unsettle(_id, record, world) {
    for (const { host } of hostsOf(record, world)) {
      removeBalancer(world, host);
    }
  },
  inUse: inUse("LoadBalancerInUseByNetworkInterface", "Load balancer"),
});

/** Brings every load balancer up to date, after a network card has come, gone or moved. */
export function settleBalancers(world: World): void {
  for (const { id, value } of world.list<CloudRecord>("azureBalancer")) {
    settleBalancer(id, value, world);
  }
}

/** Id of the load balancer that a pool is a part of. */
export function balancerOfPool(poolId: string): string {
  return poolId.replace(/\/backendAddressPools\/[^/]+$/i, "");
}

/** Throws where a pool is none of its load balancer. */
export function checkPoolExists(world: World, poolId: string): void {
  const balancer = world.get<CloudRecord>(
    "azureBalancer",
    knownId(world, "azureBalancer", balancerOfPool(poolId)),
  );
  const { backendAddressPools = [] } = (balancer?.inputs ?? {}) as unknown as BalancerInputs;
  if (!backendAddressPools.some(({ name }) => name.toLowerCase() === lastOf(poolId).toLowerCase())) {
    throw new ArmError(
      400,
      "InvalidResourceReference",
      `Resource ${poolId} referenced by the request was not found.`,
    );
  }
}

function allocated(world: World, subnetId: string, name: string): string {
  const subnet = world.get<CloudRecord>("azureSubnet", knownId(world, "azureSubnet", subnetId));
  const prefix = textOf(subnet?.inputs["addressPrefix"]);
  return freeAddress(prefix, name, privateAddressesIn(world), { first: 4, last: 1 });
}

function checkRules(id: string, wanted: BalancerInputs): void {
  const {
    frontendIPConfigurations = [],
    backendAddressPools = [],
    probes = [],
    loadBalancingRules = [],
  } = wanted;
  for (const { port, name } of probes) {
    checkPort(port, `probe ${name}`);
  }
  const ports = new Set<string>();
  for (const rule of loadBalancingRules) {
    checkPort(rule.frontendPort, `rule ${rule.name}`);
    checkPort(rule.backendPort, `rule ${rule.name}`);
    const parts = [
      ["frontendIPConfigurations", rule.frontendIPConfiguration, frontendIPConfigurations],
      ["backendAddressPools", rule.backendAddressPool, backendAddressPools],
      ["probes", rule.probe, probes],
    ] as const;
    for (const [kind, part, known] of parts) {
      if (part !== undefined && !known.some(({ name }) => isSame(part.id, `${id}/${kind}/${name}`))) {
        throw new ArmError(
          400,
          "InvalidResourceReference",
          `Resource ${part.id} referenced by resource ${id}/loadBalancingRules/${rule.name} was not found.`,
        );
      }
    }
    const listener = `${rule.frontendIPConfiguration?.id ?? ""} ${rule.protocol} ${rule.frontendPort}`;
    if (ports.has(listener)) {
      throw new ArmError(
        400,
        "RulesUseSameFrontendPortProtocolAndIPConfig",
        `Load balancing rules must not have the same frontend port and protocol: ${rule.name}.`,
      );
    }
    ports.add(listener);
  }
}

/** A pool that network cards are in is not taken away from under them. */
function checkPools(id: string, { backendAddressPools = [] }: BalancerInputs, world: World): void {
  for (const { value } of world.list<CloudRecord>("azureCard")) {
    for (const poolId of poolsOf(value.inputs)) {
      const kept = backendAddressPools.some(({ name }) =>
        isSame(poolId, `${id}/backendAddressPools/${name}`),
      );
      if (isSame(balancerOfPool(poolId), id) && !kept) {
        throw new ArmError(
          400,
          "BackendAddressPoolInUse",
          `Backend address pool ${poolId} is in use and cannot be deleted.`,
        );
      }
    }
  }
}

function checkPort(port: number, where: string): void {
  if (!Number.isInteger(port) || port < 1 || port > 65_534) {
    throw new ArmError(400, "InvalidPortNumber", `The port ${port} of ${where} must be between 1 and 65534.`);
  }
}

function settleBalancer(id: string, record: CloudRecord, world: World): void {
  const { loadBalancingRules = [] } = record.inputs as unknown as BalancerInputs;
  for (const { frontend, host, internal } of hostsOf(record, world)) {
    const listeners = loadBalancingRules
      .filter((rule) => lastOf(rule.frontendIPConfiguration?.id ?? "") === frontend)
      .map((rule) => ({
        port: rule.frontendPort,
        backends: backendsOf(world, rule.backendAddressPool?.id ?? id),
      }));
    putBalancer(world, { provider: "azure-native", host, internal, listeners });
  }
}

/** The addresses that clients use, with the name of the frontend of each. */
function hostsOf(
  { inputs, computed }: CloudRecord,
  world: World,
): { readonly frontend: string; readonly host: string; readonly internal: boolean }[] {
  const { frontendIPConfigurations = [] } = { ...inputs, ...computed } as unknown as BalancerInputs;
  return frontendIPConfigurations.flatMap(({ name, publicIPAddress, privateIPAddress }) => {
    const internal = publicIPAddress === undefined;
    const host = internal
      ? privateIPAddress
      : addressOf(world, knownId(world, "azureAddress", publicIPAddress.id));
    return host === undefined ? [] : [{ frontend: name, host, internal }];
  });
}

function backendsOf(world: World, poolId: string): string[] {
  return world
    .list<CloudRecord>("azureCard")
    .flatMap(({ value }) => {
      const configurations = (value.computed["ipConfigurations"] ?? []) as readonly {
        readonly privateIPAddress: string;
        readonly loadBalancerBackendAddressPools?: readonly Referred[];
      }[];
      return configurations
        .filter(({ loadBalancerBackendAddressPools: pools = [] }) =>
          pools.some((pool) => isSame(pool.id, poolId)),
        )
        .map(({ privateIPAddress }) => privateIPAddress);
    })
    .sort();
}

function poolsOf(card: Properties): string[] {
  const configurations = (card["ipConfigurations"] ?? []) as readonly {
    readonly loadBalancerBackendAddressPools?: readonly Referred[];
  }[];
  return configurations.flatMap(({ loadBalancerBackendAddressPools: pools = [] }) =>
    pools.map(({ id }) => id),
  );
}

function isSame(id: string, other: string): boolean {
  return id.toLowerCase() === other.toLowerCase();
}
