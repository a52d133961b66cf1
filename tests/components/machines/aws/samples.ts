import * as pulumi from "@pulumi/pulumi";

import { AwsMachines, type AwsMachinesArgs } from "../../../../components/machines/aws/index.ts";
import { record, type Fakes, type How, type Recording } from "../../../support/record.ts";
import { controlPlane, general } from "../samples.ts";

/** Three control planes and two workers over three zones of a new network. */
export const site: AwsMachinesArgs = {
  clusterName: "edge",
  region: "eu-central-1",
  zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
  nodeCidr: "10.31.0.0/20",
  podCidr: "10.131.0.0/16",
  pools: [
    { ...controlPlane, instanceType: "m6i.xlarge" },
    { ...general, instanceType: "m6i.2xlarge" },
  ],
  image: { version: "1.13.9" },
  configuration: ({ name }) => pulumi.secret(`machine: ${name}`),
  endpoint: { access: "public", port: 6443 },
  talosApi: "listener",
  kubernetesApiCidrs: ["198.51.100.0/24"],
  talosApiCidrs: ["192.0.2.0/24"],
  owner: "platform",
};

/** A network that is there already. */
export const existing: NonNullable<AwsMachinesArgs["network"]> = {
  vpcId: "vpc-0123456789abcdef0",
  privateSubnets: site.zones.map((zone, index) => ({ id: `subnet-0123456789abcdef${index}`, zone })),
  publicSubnets: [{ id: "subnet-0123456789abcdef9", zone: "eu-central-1a" }],
  egressCidrs: ["203.0.113.7/32"],
};

/** What AWS answers. */
export const fakes: Fakes = {
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
  "aws:ec2/getAmi:getAmi": ({ filters }) => ({ id: "ami-official", name: JSON.stringify(filters) }),
  "aws:kms/key:Key": () => ({ arn: "arn:aws:kms:eu-central-1:123456789012:key/made", keyId: "made" }),
  "aws:ec2/eip:Eip": () => ({ publicIp: "203.0.113.9" }),
  "aws:lb/loadBalancer:LoadBalancer": () => ({ arn: "arn:lb", dnsName: "edge-api.elb.example" }),
  "aws:ec2/instance:Instance": () => ({ privateIp: "10.31.0.17" }),
};

let usual: Promise<Recording> | undefined;

/** The component as the samples have it, recorded once. */
export function recordUsual(): Promise<Recording> {
  usual ??= recordAws();
  return usual;
}

/** Records the component with changed arguments. */
export function recordAws(args: Partial<AwsMachinesArgs> = {}, how: How = {}): Promise<Recording> {
  return record(() => new AwsMachines("edge-machines", { ...site, ...args }), { fakes, ...how });
}
