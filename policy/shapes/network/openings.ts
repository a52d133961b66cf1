/** What firewalls of the platforms let in, in one form. */
import type { Resource } from "../../judge/resource.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../found.ts";
import { azureType, platformOf } from "../platform.ts";
import { isInternet } from "./addresses.ts";

/** Ports from one to another, both included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** One thing that a firewall lets in. Each part is read when it is asked for, since it may not be known yet. */
export interface Opening {
  /** Path of what says which ports are reached. */
  readonly place: string;

  /** TCP ports that are reached. */
  readonly ports: () => readonly PortRange[];

  /** Networks that may come in, as texts. Groups of machines are not among them. */
  readonly sources: () => readonly Value[];
}

/** Resources that let traffic in. */
export const firewalls = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  azureType("network", "NetworkSecurityGroup"),
  azureType("network", "SecurityRule"),
  "gcp:compute/firewall:Firewall",
  "proxmoxve:firewall/rulesLegacy:RulesLegacy",
  "proxmoxve:Network/firewallRules:FirewallRules",
] as const;

/** Everything that a firewall lets in. */
export function openings(resource: Resource): Opening[] {
  const { type, props } = resource;
  switch (platformOf(resource)) {
    case "aws":
      return awsRules(type, props).map(awsOpening);
    case "azure":
      return azureRules(type, props).map(azureOpening);
    case "gcp":
      return gcpOpenings(props);
    case "proxmox":
      return props.at("rules").list().filter(proxmoxLetsIn).map(proxmoxOpening);
    default:
      return [];
  }
}

/**
 * Looks at each source of an opening that is the whole Internet.
 *
 * @param look Is told the source as messages have it, such as `ingress[0].cidrBlocks[0]: "0.0.0.0/0"`.
 */
export function eachFromInternet(
  { sources }: Opening,
  each: (values: readonly Value[], look: (value: Value) => void) => void,
  look: (source: string) => void,
): void {
  each(sources(), (value) => {
    if (isInternet(value.text() ?? "")) {
      look(`${value.path}: ${found(value)}`);
    }
  });
}

/** Whether a port lies in one of the ranges. */
export function reaches(ranges: readonly PortRange[], port: number): boolean {
  return ranges.some(({ from, to }) => from <= port && port <= to);
}

const everyPort: PortRange = { from: 0, to: 65_535 };

/** The port ranges of a text such as `22`, `2379-2380`, `80:85`, `22,443` or `*`. */
function portRanges(text: string): PortRange[] {
  return text.split(",").flatMap((part) => {
    if (part.trim() === "*") {
      return [everyPort];
    }
    const [, from, to = from] = /^\s*(\d{1,5})(?:[-:](\d{1,5}))?\s*$/.exec(part) ?? [];
    return from === undefined ? [] : [{ from: Number(from), to: Number(to) }];
  });
}

/** Whether a protocol is TCP, and if so whether it is every protocol. Platforms have names, numbers and signs for it. */
function tcpOf(protocol: Value): "tcp" | "every" | undefined {
  const name = protocol.text()?.toLowerCase() ?? String(protocol.number());
  if (["-1", "all", "*"].includes(name)) {
    return "every";
  }
  return ["tcp", "6"].includes(name) ? "tcp" : undefined;
}

function awsRules(type: string, props: Value): Value[] {
  if (type.endsWith("SecurityGroup")) {
    return props.at("ingress").list();
  }
  return type.endsWith(":SecurityGroupRule") && props.at("type").text() !== "ingress" ? [] : [props];
}

function awsOpening(rule: Value): Opening {
  return {
    place: rule.at("fromPort").path,
    ports: () => {
      // A rule of its own calls it ipProtocol.
      const tcp = tcpOf(rule.at("protocol")) ?? tcpOf(rule.at("ipProtocol"));
      const [from, to] = [rule.at("fromPort"), rule.at("toPort")];
      if (tcp !== "tcp") {
        return tcp === "every" ? [everyPort] : [];
      }
      return [{ from: from.number() ?? 0, to: to.number() ?? everyPort.to }];
    },
    sources: () => [
      ...rule.at("cidrBlocks").list(),
      ...rule.at("ipv6CidrBlocks").list(),
      ...[rule.at("cidrIpv4"), rule.at("cidrIpv6")].filter((network) => network.exists()),
    ],
  };
}

function azureRules(type: string, props: Value): Value[] {
  return (type.endsWith(":SecurityRule") ? [props] : props.at("securityRules").list()).filter(azureLetsIn);
}

function azureLetsIn(rule: Value): boolean {
  return is(rule.at("access"), "allow") && is(rule.at("direction"), "inbound");
}

function azureOpening(rule: Value): Opening {
  return {
    place: rule.at("destinationPortRange").path,
    ports: () =>
      tcpOf(rule.at("protocol")) === undefined
        ? []
        : [rule.at("destinationPortRange"), ...rule.at("destinationPortRanges").list()].flatMap((range) =>
            portRanges(range.text() ?? ""),
          ),
    sources: () => [
      ...[rule.at("sourceAddressPrefix")].filter((network) => network.exists()),
      ...rule.at("sourceAddressPrefixes").list(),
    ],
  };
}

function gcpOpenings(props: Value): Opening[] {
  if (is(props.at("direction"), "egress") || props.at("disabled").flag() === true) {
    return [];
  }
  const ranges = props.at("sourceRanges");
  const groups = [props.at("sourceTags"), props.at("sourceServiceAccounts")];
  return props
    .at("allows")
    .list()
    .map((allow) => ({
      place: allow.at("ports").path,
      ports: () => {
        if (tcpOf(allow.at("protocol")) === undefined) {
          return [];
        }
        return allow.at("ports").list().length === 0
          ? [everyPort]
          : allow.at("ports").texts().flatMap(portRanges);
      },
      sources: () => {
        const open = ranges.list().length === 0 && groups.every((group) => group.list().length === 0);
        return open ? [ranges.holding("0.0.0.0/0")] : ranges.list();
      },
    }));
}

function proxmoxLetsIn(rule: Value): boolean {
  return is(rule.at("type"), "in") && is(rule.at("action"), "accept") && rule.at("enabled").flag() !== false;
}

function proxmoxOpening(rule: Value): Opening {
  return {
    place: rule.at("dport").path,
    ports: () => {
      if (is(rule.at("macro"), "ssh")) {
        return [{ from: 22, to: 22 }];
      }
      if (!rule.at("proto").exists()) {
        return rule.at("macro").exists() ? [] : [everyPort];
      }
      const ports = rule.at("dport").text();
      return tcpOf(rule.at("proto")) === undefined
        ? []
        : ports === undefined
          ? [everyPort]
          : portRanges(ports);
    },
    sources: () => {
      const source = rule.at("source");
      return (source.text() ?? "0.0.0.0/0").split(",").map((network) => source.holding(network.trim()));
    },
  };
}

function is(value: Value, word: string): boolean {
  return value.text()?.toLowerCase() === word;
}
