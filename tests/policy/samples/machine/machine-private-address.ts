import { machinePrivateAddress } from "../../../../policy/rules/machine/machine-private-address.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import {
  awsMachine,
  awsTemplate,
  azureMachine,
  azureMachines,
  gcpMachine,
  gcpTemplate,
  proxmoxMachine,
} from "./builders.ts";

const proxmoxWith = (...ipConfigs: readonly object[]) => proxmoxMachine({ initialization: { ipConfigs } });

const azureAddress = (key: string) => ({
  name: "nic",
  ipConfigurations: [{ name: "ip" }, { name: "outside", [key]: { name: "edge-worker" } }],
});

const networkInterface = (ipConfigurations: readonly object[]) => ({
  type: "azure-native:network:NetworkInterface",
  props: { resourceGroupName: "edge", ipConfigurations },
});

const eip = (props: Record<string, unknown>) => ({
  type: "aws:ec2/eip:Eip",
  props: { domain: "vpc", ...props },
});

/** How `machine-private-address` is to judge. */
export const samples: Samples = {
  rule: machinePrivateAddress,
  good: {
    "a private address on Proxmox": proxmoxMachine(),
    "addresses that Proxmox hands out, and one of a local IPv6 network": proxmoxWith(
      { ipv4: { address: "dhcp" } },
      { ipv6: { address: "fd00:1::10/64" } },
    ),
    "a machine of AWS": awsMachine(),
    "a template of AWS": awsTemplate(),
    "an address for a NAT gateway": eip({}),
    "a private subnet": {
      type: "aws:ec2/subnet:Subnet",
      props: { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: false },
    },
    "a machine of Azure": azureMachine(),
    "a set of machines of Azure": azureMachines(),
    "a network interface behind a load balancer": networkInterface([
      { name: "ip", loadBalancerBackendAddressPools: [{ id: "/pools/edge" }] },
    ]),
    "a machine of Google Cloud": gcpMachine(),
    "a template of Google Cloud": gcpTemplate(),
  },
  bad: {
    "public addresses on Proxmox": {
      subject: proxmoxWith({ ipv4: { address: "1.2.3.4/24" } }, { ipv6: { address: "2a00:1450::10/64" } }),
      messages: [
        'initialization.ipConfigs[0].ipv4.address: got "1.2.3.4/24", want an address of a private network',
        'initialization.ipConfigs[1].ipv6.address: got "2a00:1450::10/64", want an address of a private network',
      ],
    },
    "a public address beside one that is not known": {
      subject: proxmoxWith({ ipv4: { address: unknown } }, { ipv4: { address: "1.2.3.4/24" } }),
      messages: [
        'initialization.ipConfigs[1].ipv4.address: got "1.2.3.4/24", want an address of a private network',
      ],
    },
    "a machine of AWS": {
      subject: awsMachine({ associatePublicIpAddress: true }),
      messages: ["associatePublicIpAddress: a public address is not allowed"],
    },
    "a template of AWS": {
      subject: awsTemplate({ networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
      messages: ["networkInterfaces[0].associatePublicIpAddress: a public address is not allowed"],
    },
    "an elastic address of a machine": {
      subject: eip({ instance: "i-0123456789abcdef0" }),
      messages: ["instance: a public address is not allowed"],
    },
    "an elastic address that is lent to a machine": {
      subject: {
        type: "aws:ec2/eipAssociation:EipAssociation",
        props: { allocationId: "eipalloc-0", instanceId: "i-0123456789abcdef0" },
      },
      messages: ["instanceId: a public address is not allowed"],
    },
    "a subnet that gives every machine an address": {
      subject: {
        type: "aws:ec2/subnet:Subnet",
        props: { vpcId: "vpc-0", cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: true },
      },
      messages: ["mapPublicIpOnLaunch: a public address is not allowed"],
    },
    "a network interface of Azure": {
      subject: networkInterface([{ name: "ip" }, { name: "outside", publicIPAddress: { id: "/ips/edge" } }]),
      messages: ["ipConfigurations[1].publicIPAddress: a public address is not allowed"],
    },
    "a set of machines of Azure": {
      subject: azureMachines({
        networkProfile: { networkInterfaceConfigurations: [azureAddress("publicIPAddressConfiguration")] },
      }),
      messages: [
        "virtualMachineProfile.networkProfile.networkInterfaceConfigurations[0].ipConfigurations[1].publicIPAddressConfiguration: a public address is not allowed",
      ],
    },
    "machines of Google Cloud, over both protocols": {
      subject: gcpMachine({
        networkInterfaces: [{ accessConfigs: [{}] }, { ipv6AccessConfigs: [{ networkTier: "PREMIUM" }] }],
      }),
      messages: [
        "networkInterfaces[0].accessConfigs[0]: a public address is not allowed",
        "networkInterfaces[1].ipv6AccessConfigs[0]: a public address is not allowed",
      ],
    },
  },
  notJudged: {
    "an address that is not known": {
      subject: proxmoxWith({ ipv4: { address: unknown } }),
      paths: ["initialization.ipConfigs[0].ipv4.address"],
    },
    "whether a machine of AWS has one": {
      subject: awsMachine({ associatePublicIpAddress: unknown }),
      paths: ["associatePublicIpAddress"],
    },
  },
};
