import * as pulumi from "@pulumi/pulumi";

import type { MeshTrust } from "../components/cilium/index.ts";
import type { StackConfig } from "../config/index.ts";

/** Name of the output that the other stacks of a mesh read. */
const outputName = "meshTrust";

/** The certificate authority of the mesh: made here, or read from the stack that made it; nothing where there is no mesh. */
export async function meshTrust(
  name: string,
  { cilium }: StackConfig,
): Promise<pulumi.Output<MeshTrust> | undefined> {
  const { authority } = cilium.settings.mesh;
  if (authority === undefined) {
    return undefined;
  }
  if (authority !== "own") {
    const { stack } = authority;
    const given = new pulumi.StackReference(`${name}-authority`, { name: stack }).getOutput(outputName);
    return pulumi.secret(given.apply((value: unknown) => checkedTrust(value, stack)));
  }
  // Loaded only here: most stacks make no authority.
  const { MeshAuthority } = await import("../components/mesh/index.ts");
  return new MeshAuthority(name, {}).trust;
}

/**
 * What another stack gives as its authority.
 *
 * @throws RunError when it gives none.
 */
export function checkedTrust(value: unknown, stack: string): MeshTrust {
  const { certificate, privateKey } = (value ?? {}) as Partial<Record<keyof MeshTrust, unknown>>;
  if (typeof certificate !== "string" || typeof privateKey !== "string") {
    throw new pulumi.RunError(
      `the output ${outputName} of the stack ${stack}: want the certificate authority of a mesh, got none; ` +
        "set cilium.settings.mesh.authority to own in that stack, and update it before this one",
    );
  }
  return { certificate, privateKey };
}
