import { addressAt, addressCount, parseRange } from "../../shared/cidr.ts";

/** What the subnets of a new network follow from. */
export interface AddressPlan {
  /** Network of the machines: that of a new VPC, `/16` to `/24`. */
  readonly nodeCidr: string;

  /** Availability zones, whose order must not change: a subnet's addresses follow from its zone's place. */
  readonly zones: readonly string[];
}

/** The subnets of one zone, in CIDR notation. */
export interface ZoneSubnets {
  readonly zone: string;
  /** For the machines. */
  readonly privateCidr: string;
  /** For load balancers and NAT gateways. */
  readonly publicCidr: string;
}

/** Zones that a new network has room for: three quarters are theirs, the fourth is shared by the public subnets. */
const maxZones = 3;

/** Shortest and longest prefix of a VPC that can be shared out so: AWS takes VPCs from /16 on and subnets down to /28. */
const prefixLengths = { shortest: 16, longest: 24 };

/**
 * Shares a network out among zones: a quarter each for machines, and a sixteenth each for what faces the internet.
 *
 * @throws RangeError when the network is too large, too small or written with host bits, or when there are too many zones.
 */
export function planSubnets({ nodeCidr, zones }: AddressPlan): ZoneSubnets[] {
  const { from, to } = parseRange(nodeCidr);
  const [address, prefix] = nodeCidr.split("/");
  const length = Number(prefix);
  if (length < prefixLengths.shortest || length > prefixLengths.longest || address !== from) {
    throw new RangeError(
      `want a network from /${prefixLengths.shortest} to /${prefixLengths.longest} such as 10.0.0.0/16, got "${nodeCidr}"`,
    );
  }
  if (zones.length > maxZones) {
    throw new RangeError(`a new network has room for ${maxZones} zones, got ${zones.length}`);
  }
  const size = addressCount(from, to);
  return zones.map((zone, index) => ({
    zone,
    privateCidr: `${addressAt(from, index * (size / 4))}/${length + 2}`,
    publicCidr: `${addressAt(from, 3 * (size / 4) + index * (size / 16))}/${length + 4}`,
  }));
}
