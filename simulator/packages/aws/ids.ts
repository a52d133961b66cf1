import { digits } from "../../core/cloud.ts";
import type { CallContext, Properties } from "../../core/kind.ts";

/** Account of the simulated cloud: the one of AWS' own examples. */
export const accountId = "123456789012";

/** Region of the provider instance that serves a call. */
export function regionOf({ config }: Pick<CallContext, "config">): string {
  const region = config["region"];
  return typeof region === "string" ? region : "";
}

/** An id such as `vpc-0123456789abcdef0`, which follows from the resource's URN. */
export function awsId(prefix: string): (inputs: Properties, context: CallContext) => string {
  return (_inputs, { urn }) => `${prefix}-0${digits(urn, 16)}`;
}

/** `arn:aws:<service>:<region>:<account>:<rest>`; services without regions leave that part empty. */
export function arn(service: string, region: string, rest: string): string {
  return `arn:${partitionOf(region)}:${service}:${globalServices.includes(service) ? "" : region}:${accountId}:${rest}`;
}

const globalServices: readonly string[] = ["iam", "sts"];

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The name that is given, or the one that the provider makes up: that of the resource, with a suffix. */
export function nameOf({ name }: Properties, { urn }: CallContext): string {
  return typeof name === "string" ? name : `${urn.split("::").at(-1) ?? ""}-${digits(urn, 7)}`;
}

/** Tags with those that the provider adds to all, which are none here. */
export function tagsAll({ tags = {} }: Properties): Properties {
  return { tagsAll: tags };
}

/** An error as the provider words it: what it was doing, and what the service answered. */
export function refusal(doing: string, code: string, message: string): Error {
  return new Error(`${doing}: api error ${code}: ${message}`);
}
