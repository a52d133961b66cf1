import schemas from "../../schemas/aws.json" with { type: "json" };
import type { InputSchema, Properties, SimulatedPackage } from "../../core/kind.ts";
import { balancingResources } from "./balancing.ts";
import { dnsResources } from "./dns.ts";
import { callFunction } from "./functions.ts";
import { gatewayResources } from "./gateways.ts";
import { identityResources } from "./identities.ts";
import { imageResources } from "./images.ts";
import { instanceResources } from "./instances.ts";
import { keyResources } from "./keys.ts";
import type { AwsResources } from "./kind.ts";
import { logResources } from "./logs.ts";
import { networkResources } from "./network.ts";
import { isRegion } from "./regions.ts";
import { securityResources } from "./security.ts";
import { volumeResources } from "./volumes.ts";

const resources: AwsResources = {
  ...networkResources,
  ...gatewayResources,
  ...securityResources,
  ...balancingResources,
  ...imageResources,
  ...volumeResources,
  ...instanceResources,
  ...identityResources,
  ...keyResources,
  ...logResources,
  ...dnsResources,
};

/** A region of AWS, as far as a cluster needs it. */
export const simulated: SimulatedPackage = {
  name: "aws",
  version: "7.48.0",
  configSchema: schemas["pulumi:providers:aws"] as InputSchema,
  // The provider makes everything anew in another region.
  configReplaceOn: ["region"],
  configure({ region }: Properties): void {
    if (region === undefined) {
      throw new Error(
        "missing region configuration: set `aws:region`, or the environment variable AWS_REGION or AWS_DEFAULT_REGION",
      );
    }
    if (typeof region === "string" && !isRegion(region)) {
      throw new Error(`invalid AWS Region: ${region}`);
    }
  },
  resource: (token) => resources[token],
  invoke(token, args, context) {
    const result = callFunction(token, args, context);
    if (result === undefined) {
      throw new Error(`the simulated package aws has no function ${token}`);
    }
    return result;
  },
};
