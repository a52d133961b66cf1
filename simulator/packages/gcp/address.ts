import { digits, type CloudRecord } from "../../core/cloud.ts";
import type { Properties, World } from "../../core/kind.ts";
import { freeAddress } from "../../core/subnet.ts";
import { computeResource, missing } from "./compute.ts";
import { idIn, invalid, projectOf, recordOf, regionOf } from "./paths.ts";
import { refuseOver, thingsIn } from "./quota.ts";

/** A reserved address of a region. */
export const address = computeResource({
  token: "gcp:compute/address:Address",
  collection: "gcpAddress",
  plural: "addresses",
  scope: "regional",
  replaceOn: ["address", "addressType", "purpose", "subnetwork", "network", "networkTier", "description"],
  refersTo: [
    {
      path: "subnetwork",
      collection: "gcpSubnetwork",
      missing: missing("subnetwork", "subnetwork"),
      idOf: idIn("gcpSubnetwork"),
    },
  ],
  rules: (inputs, context, before) => {
    const { addressType = "EXTERNAL", purpose, subnetwork } = inputs;
    if (addressType === "EXTERNAL" && (purpose !== undefined || subnetwork !== undefined)) {
      throw invalid("addressType", addressType, "An external address has neither purpose nor subnetwork.");
    }
    if (addressType === "INTERNAL" && subnetwork === undefined) {
      throw invalid("subnetwork", "", "An internal address needs a subnetwork.");
    }
    if (before === undefined && addressType === "EXTERNAL") {
      const [project, region] = [projectOf(inputs, context), regionOf(inputs, context)];
      const others = thingsIn(context.world, "gcpAddress", `projects/${project}/regions/${region}/`).filter(
        ({ value }) => value.computed["addressType"] === "EXTERNAL",
      );
      refuseOver(context.world, project, "STATIC_ADDRESSES", others.length + 1, `in region ${region}`);
    }
  },
  computed: (id, inputs, { world }, before) => ({
    address: inputs["address"] ?? before?.["address"] ?? givenAddress(id, inputs, world),
    addressType: inputs["addressType"] ?? "EXTERNAL",
    networkTier: inputs["networkTier"] ?? "PREMIUM",
  }),
});

function givenAddress(id: string, { subnetwork }: Properties, world: World): string {
  return subnetwork === undefined ? externalAddress(id, world) : addressIn(world, subnetwork, id);
}

/** An address of the block that most addresses of Google Cloud are from. */
function externalAddress(id: string, world: World): string {
  const taken = new Set(world.list<CloudRecord>("gcpAddress").map(({ value }) => value.computed["address"]));
  for (let attempt = 0; ; attempt += 1) {
    const [a = 0, b = 0, c = 0] = Buffer.from(digits(`${id}${attempt || ""}`, 6), "hex");
    const candidate = `34.${64 + (a % 64)}.${b}.${1 + (c % 254)}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}

/** Google Cloud keeps the network's address and its gateway's for itself, and the last two. */
const reserved = { first: 2, last: 2 };

/** A free address of a subnetwork, for a machine or a load balancer. */
export function addressIn(world: World, subnetwork: unknown, name: string): string {
  const cidr = String(recordOf(world, "gcpSubnetwork", subnetwork)?.inputs["ipCidrRange"]);
  try {
    return freeAddress(cidr, name, takenAddresses(world), reserved);
  } catch {
    throw new Error(
      `googleapi: Error 400: IP_SPACE_EXHAUSTED: the IP space of '${String(subnetwork)}' is exhausted., resourceExhausted`,
    );
  }
}

/** The private addresses that machines and load balancers have. */
function takenAddresses(world: World): Set<string> {
  const reservedOnes = world
    .list<CloudRecord>("gcpAddress")
    .map(({ value }) => String(value.computed["address"]));
  const machines = world.list<CloudRecord>("gcpInstance").flatMap(({ value }) => cardsOf(value.computed));
  return new Set([...reservedOnes, ...machines]);
}

/** The addresses of a machine's network cards. */
function cardsOf({ networkInterfaces }: Properties): string[] {
  return ((networkInterfaces ?? []) as { networkIp: string }[]).map(({ networkIp }) => networkIp);
}
