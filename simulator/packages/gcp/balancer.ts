import { valuesAt, type CloudRecord } from "../../core/cloud.ts";
import type { Properties, World } from "../../core/kind.ts";
import { computeResource, missing } from "./compute.ts";
import { idIn, invalid, recordOf } from "./paths.ts";
import { refreshBalancers } from "./targets.ts";

/** What asks machines whether they are well. */
export const regionHealthCheck = computeResource({
  token: "gcp:compute/regionHealthCheck:RegionHealthCheck",
  collection: "gcpHealthCheck",
  plural: "healthChecks",
  scope: "regional",
  rules: (inputs) => {
    const { checkIntervalSec = 5, timeoutSec = 5 } = inputs as {
      checkIntervalSec?: number;
      timeoutSec?: number;
    };
    if (timeoutSec > checkIntervalSec) {
      throw invalid("timeoutSec", timeoutSec, "timeoutSec should be less than or equal to checkIntervalSec.");
    }
    const kinds = ["tcpHealthCheck", "sslHealthCheck", "httpHealthCheck", "httpsHealthCheck"];
    const [check, ...more] = kinds.map((kind) => inputs[kind]).filter((each) => each !== undefined);
    if (check === undefined || more.length > 0) {
      throw invalid("type", "", "Exactly one kind of health check must be there.");
    }
    const { port = 80 } = check as { port?: number };
    if (!(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      throw invalid("tcpHealthCheck.port", port, "Must be from 1 to 65535.");
    }
  },
});

/** A group of machines of one zone that nobody manages. */
export const instanceGroup = computeResource({
  token: "gcp:compute/instanceGroup:InstanceGroup",
  collection: "gcpInstanceGroup",
  plural: "instanceGroups",
  scope: "zonal",
  replaceOn: ["network", "description"],
  rules: ({ instances }) => {
    // What is simulated has members by resources of their own.
    if (instances !== undefined) {
      throw invalid("instances", instances, "Machines join the group by InstanceGroupMembership here.");
    }
  },
});

/** Where a load balancer sends to. */
export const regionBackendService = computeResource({
  token: "gcp:compute/regionBackendService:RegionBackendService",
  collection: "gcpBackendService",
  plural: "backendServices",
  scope: "regional",
  replaceOn: ["loadBalancingScheme", "network"],
  refersTo: [
    {
      path: "healthChecks",
      collection: "gcpHealthCheck",
      missing: missing("healthChecks[0]", "healthCheck"),
      idOf: idIn("gcpHealthCheck"),
    },
    {
      path: "backends[].group",
      collection: "gcpInstanceGroup",
      missing: missing("backends[0].group", "instanceGroup"),
      idOf: idIn("gcpInstanceGroup"),
    },
  ],
  defaults: (inputs) => ({ loadBalancingScheme: "INTERNAL", protocol: "TCP", ...inputs }),
  rules: refuseService,
  computed: () => ({ sessionAffinity: "NONE", timeoutSec: 30 }),
  settle: (_id, _record, world) => {
    refreshBalancers(world);
  },
});

function refuseService({ backends, loadBalancingScheme, protocol }: Properties): void {
  if (!["EXTERNAL", "INTERNAL"].includes(String(loadBalancingScheme))) {
    throw invalid(
      "loadBalancingScheme",
      loadBalancingScheme,
      "Only passthrough load balancers are simulated.",
    );
  }
  if (!["TCP", "UDP", "UNSPECIFIED"].includes(String(protocol))) {
    throw invalid(
      "protocol",
      protocol,
      "A passthrough load balancer has the protocol TCP, UDP or UNSPECIFIED.",
    );
  }
  for (const mode of valuesAt({ backends }, "backends[].balancingMode")) {
    if (mode !== "CONNECTION") {
      throw invalid("backends[0].balancingMode", mode, "A passthrough load balancer balances by CONNECTION.");
    }
  }
}

/** A port of a load balancer. */
export const forwardingRule = computeResource({
  token: "gcp:compute/forwardingRule:ForwardingRule",
  collection: "gcpForwardingRule",
  plural: "forwardingRules",
  scope: "regional",
  replaceOn: [
    ...["backendService", "ipAddress", "ipProtocol", "loadBalancingScheme", "network", "networkTier"],
    ...["portRange", "ports", "allPorts", "subnetwork", "description"],
  ],
  kept: false,
  refersTo: [
    {
      path: "backendService",
      collection: "gcpBackendService",
      missing: missing("backendService", "backendService"),
      idOf: idIn("gcpBackendService"),
    },
    {
      path: "ipAddress",
      collection: "gcpAddress",
      missing: missing("IPAddress", "address"),
      idOf: addressId,
    },
    {
      path: "subnetwork",
      collection: "gcpSubnetwork",
      missing: missing("subnetwork", "subnetwork"),
      idOf: idIn("gcpSubnetwork"),
    },
  ],
  defaults: (inputs) => ({ loadBalancingScheme: "EXTERNAL", ...inputs }),
  rules: (inputs, { world }, before) => {
    refuseListener(inputs, world, before);
  },
  computed: (_id, { ipAddress }, { world }) => ({
    ipAddress: world.get<CloudRecord>("gcpAddress", addressId(String(ipAddress), world))?.computed["address"],
    networkTier: "PREMIUM",
  }),
  settle: (_id, _record, world) => {
    refreshBalancers(world);
  },
  unsettle: (_id, _record, world) => {
    refreshBalancers(world);
  },
});

/** Most ports of one forwarding rule that names them one by one. */
const mostPorts = 5;

function refuseListener(inputs: Properties, world: World, before?: CloudRecord): void {
  const { backendService, ipAddress, loadBalancingScheme } = inputs;
  const service = recordOf(world, "gcpBackendService", backendService)?.inputs["loadBalancingScheme"];
  if (service !== loadBalancingScheme) {
    throw invalid(
      "loadBalancingScheme",
      loadBalancingScheme,
      `That of the backend service is ${String(service)}.`,
    );
  }
  const address = world.get<CloudRecord>("gcpAddress", addressId(String(ipAddress), world));
  if (address?.computed["addressType"] !== loadBalancingScheme) {
    throw invalid("IPAddress", ipAddress, `The address is not ${String(loadBalancingScheme)}.`);
  }
  const ports = valuesAt(inputs, "ports[]").map(String);
  if (ports.length === 0 || ports.length > mostPorts) {
    throw invalid("ports", ports.join(","), `Must be 1 to ${mostPorts} ports.`);
  }
  const others = world
    .list<CloudRecord>("gcpForwardingRule")
    .map(({ value }) => value)
    .filter(({ computed }) => computed["selfLink"] !== before?.computed["selfLink"])
    .filter(({ computed }) => computed["ipAddress"] === address?.computed["address"]);
  const shared =
    address?.inputs["purpose"] === "SHARED_LOADBALANCER_VIP" || loadBalancingScheme === "EXTERNAL";
  const taken = others.flatMap(({ inputs: other }) => valuesAt(other, "ports[]").map(String));
  if (others.length > 0 && (!shared || ports.some((port) => taken.includes(port)))) {
    throw new Error(
      `googleapi: Error 400: Invalid value for field 'resource.IPAddress': '${String(ipAddress)}'. Specified IP address is in-use and would result in a conflict., invalid`,
    );
  }
}

/** The reserved address that a rule names, or whose number it gives. */
function addressId(text: string, world: World): string {
  const byNumber = world
    .list<CloudRecord>("gcpAddress")
    .find(({ value }) => value.computed["address"] === text);
  return byNumber?.id ?? idIn("gcpAddress")(text, world);
}
