import type { Resource } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found } from "../../shapes/found.ts";
import {
  awsMachines,
  azureMachines,
  azureProfile,
  gcpMachines,
  proxmoxMachines,
} from "../../shapes/machine.ts";
import { azureType, platformOf } from "../../shapes/platform.ts";
import { isPublicAddress } from "../../shapes/network/addresses.ts";
import { cisCloud, hardeningGuide } from "../../references.ts";

/** Machines are reached from private networks only. */
export const machinePrivateAddress: ResourceRule = {
  id: "machine-private-address",
  scope: "resource",
  title: "Machines have no public address",
  rationale:
    "A machine with a public address offers kubelet, etcd and the Talos API to the whole Internet, with nothing but one firewall rule between.",
  severity: "critical",
  remedy:
    "Give machines private addresses alone, with a NAT gateway for the way out and a load balancer for the way in. On Proxmox choose `infraflux:proxmox:addressRange` from a private network.",
  references: [hardeningGuide("Network separation and hardening"), cisCloud("gcp", "4.9")],
  types: [
    ...proxmoxMachines,
    ...awsMachines,
    "aws:ec2/eip:Eip",
    "aws:ec2/eipAssociation:EipAssociation",
    "aws:ec2/subnet:Subnet",
    ...azureMachines,
    azureType("network", "NetworkInterface"),
    ...gcpMachines,
  ],
  check: (resource, { each, report }) => {
    each(publicAddresses(resource), (value) => {
      if (value.exists() && value.flag() !== false) {
        report(`${value.path}: a public address is not allowed`);
      }
    });
    each(addresses(resource), (value) => {
      if (isPublicAddress(value.text() ?? "")) {
        report(`${value.path}: got ${found(value)}, want an address of a private network`);
      }
    });
  },
};

/** What gives a machine a public address where it is there, or true. */
function* publicAddresses(resource: Resource): Generator<Value> {
  const { props } = resource;
  yield* ["associatePublicIpAddress", "mapPublicIpOnLaunch", "instance", "instanceId"].map((key) =>
    props.at(key),
  );
  for (const card of props.at("networkInterfaces").list()) {
    yield card.at("associatePublicIpAddress");
    yield* [...card.at("accessConfigs").list(), ...card.at("ipv6AccessConfigs").list()];
  }
  const cards = azureProfile(resource).at("networkProfile", "networkInterfaceConfigurations").list();
  for (const card of [props, ...cards]) {
    for (const address of card.at("ipConfigurations").list()) {
      yield* [address.at("publicIPAddress"), address.at("publicIPAddressConfiguration")];
    }
  }
}

/** Addresses that a machine is given as such. */
function addresses(resource: Resource): Value[] {
  return platformOf(resource) === "proxmox"
    ? resource.props
        .at("initialization", "ipConfigs")
        .list()
        .flatMap((config) => [config.at("ipv4", "address"), config.at("ipv6", "address")])
    : [];
}
