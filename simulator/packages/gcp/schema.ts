import schemas from "../../schemas/gcp.json" with { type: "json" };
import type { InputSchema } from "../../core/kind.ts";

/** Type tokens that are served. */
export type Token = Exclude<keyof typeof schemas, "pulumi:providers:gcp">;

/** Generated shape of the inputs of a type. */
export function schemaOf(token: Token): InputSchema {
  return schemas[token] as InputSchema;
}

/** Generated shape of the provider's configuration. */
export const configSchema = schemas["pulumi:providers:gcp"] as InputSchema;
