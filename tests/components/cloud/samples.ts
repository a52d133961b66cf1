import type {
  AwsControllerArgs,
  AzureControllerArgs,
  CloudControllerArgs,
  GcpControllerArgs,
} from "../../../components/cloud/index.ts";

const common = { clusterName: "edge", podCidr: "10.244.0.0/16" };

export const aws: AwsControllerArgs = {
  ...common,
  cloud: "aws",
  version: "1.35.0",
  chart: { version: "0.0.11" },
};

export const azure: AzureControllerArgs = {
  ...common,
  cloud: "azure",
  version: "1.36.0",
  chart: { version: "1.36.0" },
  controlPlanes: 3,
  place: {
    tenantId: "11111111-1111-4111-8111-111111111111",
    subscriptionId: "22222222-2222-4222-8222-222222222222",
    location: "westeurope",
    resourceGroup: "edge-machines",
    virtualNetwork: "edge-network",
    subnet: "edge-nodes",
    securityGroup: "edge-rules",
    identityClientId: "33333333-3333-4333-8333-333333333333",
  },
};

export const gcp: GcpControllerArgs = {
  ...common,
  cloud: "gcp",
  version: "36.0.7",
  place: {
    project: "example-project",
    network: "edge-network",
    subnetwork: "edge-nodes",
    nodeTag: "edge-machine",
  },
};

export const controllers: readonly CloudControllerArgs[] = [aws, azure, gcp];
