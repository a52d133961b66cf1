import { valuesAt, type CloudRecord } from "../../core/cloud.ts";
import type { Properties, World } from "../../core/kind.ts";
import { isNetwork, nests, overlaps } from "../../core/subnet.ts";
import { computeResource, missing } from "./compute.ts";
import { idIn, invalid, nameIn, nameOf, projectOf, recordOf, regionOf, selfLink } from "./paths.ts";
import { refuseOver, thingsIn } from "./quota.ts";

const toNetwork = {
  path: "network",
  collection: "gcpNetwork",
  missing: missing("network", "network"),
  idOf: idIn("gcpNetwork"),
};

/** A VPC network. */
export const network = computeResource({
  token: "gcp:compute/network:Network",
  collection: "gcpNetwork",
  plural: "networks",
  scope: "global",
  replaceOn: ["description", "networkProfile", "internalIpv6Range"],
  defaults: (inputs) => ({ autoCreateSubnetworks: true, ...inputs }),
  rules: (inputs, context, before) => {
    const project = projectOf(inputs, context);
    if (before === undefined) {
      const others = thingsIn(context.world, "gcpNetwork", `projects/${project}/`).length;
      refuseOver(context.world, project, "NETWORKS", others + 1, "globally");
    }
  },
  computed: (_id, { mtu = 0, routingMode = "REGIONAL" }) => ({ mtu, routingMode }),
});

/** A subnetwork of a region. */
export const subnetwork = computeResource({
  token: "gcp:compute/subnetwork:Subnetwork",
  collection: "gcpSubnetwork",
  plural: "subnetworks",
  scope: "regional",
  replaceOn: ["network", "description", "purpose"],
  refersTo: [toNetwork],
  // A network can grow and not shrink.
  replaces: ({ ipCidrRange: old }, { ipCidrRange: wanted }) =>
    typeof old === "string" && typeof wanted === "string" && !nests(old, wanted) ? ["ipCidrRange"] : [],
  rules: refuseSubnetwork,
  computed: (_id, inputs, { world }) => ({
    network: selfLink(idIn("gcpNetwork")(String(inputs["network"]), world)),
    gatewayAddress: gatewayOf(String(inputs["ipCidrRange"])),
    purpose: inputs["purpose"] ?? "PRIVATE",
    stackType: inputs["stackType"] ?? "IPV4_ONLY",
  }),
});

function refuseSubnetwork(
  inputs: Properties,
  context: { readonly world: World },
  before?: CloudRecord,
): void {
  const { world } = context;
  const cidr = String(inputs["ipCidrRange"]);
  if (!isNetwork(cidr) || Number(cidr.split("/")[1]) > 29) {
    throw invalid(
      "ipCidrRange",
      cidr,
      "Must be a CIDR address range that is contained by one of the valid ranges.",
    );
  }
  const id = idIn("gcpNetwork")(String(inputs["network"]), world);
  const own = before?.computed["selfLink"];
  const conflict = world
    .list<CloudRecord>("gcpSubnetwork")
    .filter(({ value }) => value.computed["selfLink"] !== own)
    .filter(({ value }) => idIn("gcpNetwork")(String(value.inputs["network"]), world) === id)
    .find(({ value }) => overlaps(String(value.inputs["ipCidrRange"]), cidr));
  if (conflict !== undefined) {
    const taken = String(conflict.value.inputs["ipCidrRange"]);
    throw new Error(
      `googleapi: Error 400: Invalid IPCidrRange: ${cidr} conflicts with existing subnetwork '${String(conflict.value.computed["name"])}' (${taken}) in the network., invalidResourceUsage`,
    );
  }
}

/** The first address of a network that is not its own. */
function gatewayOf(cidr: string): string {
  const [address = ""] = cidr.split("/");
  return address.replace(/\d+$/, (last) => String(Number(last) + 1));
}

/** A router, which only carries the NAT gateway here. */
export const router = computeResource({
  token: "gcp:compute/router:Router",
  collection: "gcpRouter",
  plural: "routers",
  scope: "regional",
  replaceOn: ["network"],
  refersTo: [toNetwork],
});

/** The NAT gateway of a router. */
export const routerNat = computeResource({
  token: "gcp:compute/routerNat:RouterNat",
  collection: "gcpRouterNat",
  plural: "nats",
  scope: "regional",
  ownId: (inputs, context) =>
    [
      ...[projectOf(inputs, context), regionOf(inputs, context)],
      ...[nameIn(String(inputs["router"])), nameOf(inputs["name"], context)],
    ].join("/"),
  replaceOn: ["router"],
  refersTo: [
    {
      path: "router",
      collection: "gcpRouter",
      missing: missing("router", "router"),
      idOf: idIn("gcpRouter"),
    },
    {
      path: "natIps[]",
      collection: "gcpAddress",
      missing: missing("natIps", "address"),
      idOf: idIn("gcpAddress"),
    },
    {
      path: "subnetworks[].name",
      collection: "gcpSubnetwork",
      missing: missing("subnetworks[0].name", "subnetwork"),
      idOf: idIn("gcpSubnetwork"),
    },
  ],
  rules: (inputs, { world }) => {
    refuseNat(inputs, world);
  },
});

function refuseNat(inputs: Properties, world: World): void {
  const { natIpAllocateOption = "AUTO_ONLY", natIps = [], enableDynamicPortAllocation } = inputs;
  const manual = natIpAllocateOption === "MANUAL_ONLY";
  if (manual === ((natIps as unknown[]).length === 0)) {
    throw invalid("nats[0].natIps", String(natIps), "NAT IPs must be given with MANUAL_ONLY, and only then.");
  }
  if (enableDynamicPortAllocation === true && inputs["enableEndpointIndependentMapping"] === true) {
    throw invalid(
      "nats[0].enableDynamicPortAllocation",
      true,
      "Dynamic port allocation and endpoint independent mapping exclude each other.",
    );
  }
  for (const field of ["minPortsPerVm", "maxPortsPerVm"]) {
    const ports = inputs[field];
    if (
      enableDynamicPortAllocation === true &&
      typeof ports === "number" &&
      !Number.isInteger(Math.log2(ports))
    ) {
      throw invalid(`nats[0].${field}`, ports, "Must be a power of two with dynamic port allocation.");
    }
  }
  for (const address of valuesAt(inputs, "natIps[]")) {
    if (recordOf(world, "gcpAddress", address)?.computed["addressType"] !== "EXTERNAL") {
      throw invalid("nats[0].natIps", address, "NAT IPs must be external addresses.");
    }
  }
}
