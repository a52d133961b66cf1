import { isIPv4 } from "node:net";

import type { CloudRecord } from "../../core/cloud.ts";
import type { CheckFailure, Properties, SimulatedResource } from "../../core/kind.ts";
import { isNetwork } from "../../core/subnet.ts";
import { ArmError, armResource, byId, byName, inUse, textOf } from "./arm.ts";

/** A network security group. Its rules are resources of their own. */
export const networkSecurityGroup: SimulatedResource = armResource({
  token: "azure-native:network:NetworkSecurityGroup",
  collection: "azureSecurityGroup",
  nameKey: "networkSecurityGroupName",
  type: "Microsoft.Network/networkSecurityGroups",
  check: ({ securityRules }) =>
    securityRules === undefined
      ? []
      : [{ property: "securityRules", reason: "the simulator has rules as resources of their own only" }],
  inUse: inUse("InUseNetworkSecurityGroupCannotBeDeleted", "Network security group"),
});

/** A group by which rules name machines. */
export const applicationSecurityGroup: SimulatedResource = armResource({
  token: "azure-native:network:ApplicationSecurityGroup",
  collection: "azureApplicationGroup",
  nameKey: "applicationSecurityGroupName",
  type: "Microsoft.Network/applicationSecurityGroups",
  inUse: inUse("InUseApplicationSecurityGroupCannotBeDeleted", "Application security group"),
});

/** A rule of a network security group. */
export const securityRule: SimulatedResource = armResource({
  token: "azure-native:network:SecurityRule",
  collection: "azureSecurityRule",
  nameKey: "securityRuleName",
  type: "Microsoft.Network/networkSecurityGroups/securityRules",
  path: ({ networkSecurityGroupName, securityRuleName }) =>
    `Microsoft.Network/networkSecurityGroups/${textOf(networkSecurityGroupName)}/securityRules/${textOf(securityRuleName)}`,
  replaceOn: ["networkSecurityGroupName"],
  refersTo: [
    byName("networkSecurityGroupName", "azureSecurityGroup", "networkSecurityGroups"),
    byId("sourceApplicationSecurityGroups[].id", "azureApplicationGroup"),
    byId("destinationApplicationSecurityGroups[].id", "azureApplicationGroup"),
  ],
  check: checkRule,
  rules(inputs, { world }) {
    const { networkSecurityGroupName, securityRuleName, priority, direction } = inputs;
    const other = world
      .list<CloudRecord>("azureSecurityRule")
      .map(({ value }) => value.inputs)
      .find(
        (rule) =>
          rule["networkSecurityGroupName"] === networkSecurityGroupName &&
          rule["securityRuleName"] !== securityRuleName &&
          rule["direction"] === direction &&
          rule["priority"] === priority,
      );
    if (other !== undefined) {
      throw new ArmError(
        400,
        "SecurityRuleConflict",
        `Security rule ${textOf(securityRuleName)} conflicts with rule ${textOf(other["securityRuleName"])}. Rules cannot have the same Priority and Direction.`,
      );
    }
  },
});

/** Names that Azure has for networks, as far as they are used. */
const serviceTags = ["*", "Internet", "VirtualNetwork", "AzureLoadBalancer"];

function checkRule(inputs: Properties): CheckFailure[] {
  const { priority, protocol, access, direction } = inputs;
  const failures: CheckFailure[] = [];
  const expect = (ok: boolean, property: string, reason: string) => {
    if (!ok) {
      failures.push({ property, reason });
    }
  };
  if (typeof priority === "number") {
    expect(
      Number.isInteger(priority) && priority >= 100 && priority <= 4096,
      "priority",
      `Security rule has invalid Priority. Value provided: ${priority} Allowed range 100-4096.`,
    );
  }
  expect(
    oneOf(protocol, ["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"]),
    "protocol",
    `invalid Protocol: ${textOf(protocol)}`,
  );
  expect(oneOf(access, ["Allow", "Deny"]), "access", `invalid Access: ${textOf(access)}`);
  expect(oneOf(direction, ["Inbound", "Outbound"]), "direction", `invalid Direction: ${textOf(direction)}`);
  for (const side of ["source", "destination"]) {
    for (const prefix of listed(inputs, `${side}AddressPrefix`)) {
      expect(
        isPrefix(prefix),
        `${side}AddressPrefix`,
        `Security rule has invalid Address prefix. Value provided: ${prefix}`,
      );
    }
    for (const range of listed(inputs, `${side}PortRange`)) {
      expect(
        isPortRange(range),
        `${side}PortRange`,
        `Security rule has invalid Port range. Value provided: ${range}. Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535.`,
      );
    }
    const named = [
      inputs[`${side}AddressPrefix`],
      inputs[`${side}AddressPrefixes`],
      inputs[`${side}ApplicationSecurityGroups`],
    ].filter((value) => value !== undefined);
    expect(
      named.length <= 1,
      `${side}AddressPrefix`,
      "want one of a prefix, prefixes and application security groups",
    );
  }
  return failures;
}

function oneOf(value: unknown, allowed: readonly string[]): boolean {
  return typeof value !== "string" || allowed.includes(value);
}

/** The values of a property that has a form for one and a form for many. */
function listed(inputs: Properties, key: string): string[] {
  const plural = key.endsWith("x") ? `${key}es` : `${key}s`;
  const many = (inputs[plural] ?? []) as readonly unknown[];
  return [inputs[key], ...many].filter((value) => typeof value === "string");
}

function isPrefix(text: string): boolean {
  return serviceTags.includes(text) || isIPv4(text) || isNetwork(text);
}

function isPortRange(text: string): boolean {
  const [from = NaN, to = from] = text.split("-").map(Number);
  return text === "*" || (/^\d+(-\d+)?$/.test(text) && from <= to && to <= 65_535);
}
