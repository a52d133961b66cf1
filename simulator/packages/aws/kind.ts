import schemas from "../../schemas/aws.json" with { type: "json" };
import { cloudResource, type CloudKind } from "../../core/cloud.ts";
import type { InputSchema, SimulatedResource } from "../../core/kind.ts";
import { typical } from "./durations.ts";

/** A resource type of AWS: what is special about it. */
export type AwsKind = Omit<CloudKind, "token" | "schema" | "seconds">;

/** Resource types by their tokens. */
export type AwsResources = Readonly<Record<string, SimulatedResource>>;

/**
 * A resource type of AWS under its token.
 *
 * @param file File of the SDK that defines it, such as `ec2/vpc`.
 */
export function aws(file: string, kind: AwsKind): AwsResources {
  const [, name = ""] = file.split("/");
  const token = `aws:${file}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const schema = (schemas as Record<string, unknown>)[token] as InputSchema;
  return { [token]: cloudResource({ token, schema, seconds: typical[file] ?? {}, ...kind }) };
}
