import type { Properties, World } from "../../core/kind.ts";
import { isNetwork } from "../../core/subnet.ts";
import { computeResource, missing } from "./compute.ts";
import { idIn, invalid, projectOf } from "./paths.ts";
import { refuseOver, thingsIn } from "./quota.ts";

interface Traffic {
  readonly protocol: string;
  readonly ports?: readonly string[];
}

const protocols = ["tcp", "udp", "icmp", "esp", "ah", "sctp", "ipip", "all"];

/** A rule of a network's firewall. */
export const firewall = computeResource({
  token: "gcp:compute/firewall:Firewall",
  collection: "gcpFirewall",
  plural: "firewalls",
  scope: "global",
  replaceOn: ["network", "direction"],
  refersTo: [
    {
      path: "network",
      collection: "gcpNetwork",
      missing: missing("network", "network"),
      idOf: idIn("gcpNetwork"),
    },
  ],
  rules: (inputs, context, before) => {
    refuseRule(inputs);
    refuseOverQuota(context.world, projectOf(inputs, context), before !== undefined);
  },
  computed: (_id, { direction = "INGRESS", priority = 1000 }) => ({ direction, priority }),
});

function refuseRule(inputs: Properties): void {
  const { allows, denies, direction = "INGRESS", priority = 1000 } = inputs;
  if ((allows === undefined) === (denies === undefined)) {
    throw invalid("allowed", "", "Exactly one of allowed and denied must be there.");
  }
  if (typeof priority !== "number" || priority < 0 || priority > 65_535) {
    throw invalid("priority", priority, "Must be from 0 to 65535.");
  }
  const sources = ["sourceRanges", "sourceTags", "sourceServiceAccounts"];
  if (direction === "EGRESS" && sources.some((source) => inputs[source] !== undefined)) {
    throw invalid("direction", direction, "Egress rules have no sources.");
  }
  for (const traffic of [...trafficIn(allows), ...trafficIn(denies)]) {
    refuseTraffic(traffic);
  }
  for (const field of ["sourceRanges", "destinationRanges"]) {
    for (const range of textsIn(inputs[field])) {
      if (!isNetwork(range)) {
        throw invalid(field, range, "Must be a valid CIDR address range.");
      }
    }
  }
  for (const field of ["sourceTags", "targetTags"]) {
    for (const tag of textsIn(inputs[field])) {
      if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(tag)) {
        throw invalid(field, tag, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'");
      }
    }
  }
}

function refuseTraffic({ protocol, ports = [] }: Traffic): void {
  if (!protocols.includes(protocol) && !/^\d{1,3}$/.test(protocol)) {
    throw invalid("allowed[0].IPProtocol", protocol, "Unknown protocol.");
  }
  if (ports.length > 0 && !["tcp", "udp", "sctp"].includes(protocol)) {
    throw invalid("allowed[0].ports", ports.join(","), `The protocol ${protocol} has no ports.`);
  }
  for (const range of ports) {
    const [from = NaN, to = from] = range.split("-").map(Number);
    if (!(from >= 0 && from <= to && to <= 65_535)) {
      throw invalid("allowed[0].ports[0]", range, "Must be a port or a range of ports.");
    }
  }
}

function refuseOverQuota(world: World, project: string, isUpdate: boolean): void {
  if (!isUpdate) {
    const others = thingsIn(world, "gcpFirewall", `projects/${project}/`).length;
    refuseOver(world, project, "FIREWALLS", others + 1, "globally");
  }
}

function trafficIn(value: unknown): readonly Traffic[] {
  return (value ?? []) as readonly Traffic[];
}

function textsIn(value: unknown): readonly string[] {
  return (value ?? []) as readonly string[];
}
