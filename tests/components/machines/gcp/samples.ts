import * as pulumi from "@pulumi/pulumi";

import { GcpMachines, type GcpMachinesArgs } from "../../../../components/machines/gcp/index.ts";
import { record, type Fakes, type How, type Recording } from "../../../support/record.ts";
import { controlPlane, general } from "../samples.ts";

/** Three control planes and two workers over three zones of a new network. */
export const site: GcpMachinesArgs = {
  clusterName: "edge",
  project: "acme-platform",
  region: "europe-west3",
  zones: ["europe-west3-a", "europe-west3-b", "europe-west3-c"],
  nodeCidr: "10.51.0.0/22",
  podCidr: "10.151.0.0/16",
  pools: [
    { ...controlPlane, instanceType: "n2-standard-4" },
    { ...general, instanceType: "e2-standard-8" },
  ],
  image: { id: "projects/acme-platform/global/images/talos-v1-13-9" },
  configuration: ({ name }) => pulumi.secret(`machine: ${name}`),
  endpoint: "public",
  talosApi: "listener",
  kubernetesApiCidrs: ["198.51.100.0/24"],
  talosApiCidrs: ["192.0.2.0/24"],
  openings: { tunnels: ["vxlan"], unfiltered: ["icmp"] },
  owner: "Platform Team",
};

/** A network that is there already. */
export const existing: NonNullable<GcpMachinesArgs["network"]> = {
  network: "shared",
  subnetwork: "projects/acme-platform/regions/europe-west3/subnetworks/clusters",
  egressCidrs: ["203.0.113.7/32"],
};

/** What Google Cloud answers. */
export const fakes: Fakes = {
  "gcp:organizations/getProject:getProject": () => ({ number: "481516234208" }),
  "gcp:compute/address:Address": ({ addressType, region }) => ({
    address: addressType === "INTERNAL" ? "10.51.0.9" : "203.0.113.9",
    selfLink: `address in ${String(region)}`,
  }),
  "gcp:compute/network:Network": () => ({ selfLink: "network link" }),
  "gcp:compute/subnetwork:Subnetwork": () => ({ selfLink: "subnetwork link" }),
  "gcp:compute/router:Router": () => ({ name: "router" }),
  "gcp:compute/disk:Disk": ({ labels, size }) => ({
    selfLink: `disk of ${(labels as { machine: string }).machine} with ${String(size)} GB`,
  }),
  "gcp:compute/instance:Instance": ({ name }) => ({
    selfLink: `instance ${String(name)}`,
    networkInterfaces: [{ networkIp: "10.51.0.17" }],
  }),
  "gcp:compute/instanceGroup:InstanceGroup": ({ zone }) => ({
    name: `group in ${String(zone)}`,
    selfLink: `group link in ${String(zone)}`,
  }),
  "gcp:compute/regionHealthCheck:RegionHealthCheck": () => ({ selfLink: "check link" }),
  "gcp:compute/regionBackendService:RegionBackendService": () => ({ selfLink: "service link" }),
  "gcp:compute/image:Image": () => ({ selfLink: "image link" }),
  "gcp:compute/resourcePolicy:ResourcePolicy": () => ({ selfLink: "policy link" }),
  "gcp:serviceaccount/account:Account": () => ({
    uniqueId: "104857600000000000001",
    email: "edge@acme-platform.iam.gserviceaccount.com",
    member: "serviceAccount:edge@acme-platform.iam.gserviceaccount.com",
    name: "projects/acme-platform/serviceAccounts/edge",
  }),
  "gcp:projects/iAMCustomRole:IAMCustomRole": ({ roleId }) => ({
    name: `projects/acme-platform/roles/${String(roleId)}`,
  }),
};

let usual: Promise<Recording> | undefined;

/** The component as the samples have it, recorded once. */
export function recordUsual(): Promise<Recording> {
  usual ??= recordGcp();
  return usual;
}

/** Records the component with changed arguments. */
export function recordGcp(args: Partial<GcpMachinesArgs> = {}, how: How = {}): Promise<Recording> {
  return record(() => new GcpMachines("edge-machines", { ...site, ...args }), { fakes, ...how });
}
