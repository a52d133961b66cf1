import { createHash } from "node:crypto";

import { stringify } from "yaml";

/** What an image contains besides Talos itself. */
export interface SchematicSpec {
  /** Official extensions, such as `siderolabs/qemu-guest-agent`. The order does not matter. */
  readonly extensions?: readonly string[];

  /** Kernel arguments added to Talos' own. The order is kept. */
  readonly extraKernelArgs?: readonly string[];
}

/**
 * The schematic in the Image Factory's canonical form: the text that its id is the hash of.
 *
 * Extensions are sorted, because the Image Factory takes another order for another schematic.
 */
export function schematicYaml({ extensions = [], extraKernelArgs = [] }: SchematicSpec): string {
  const customization = {
    ...(extraKernelArgs.length > 0 && { extraKernelArgs }),
    ...(extensions.length > 0 && {
      systemExtensions: { officialExtensions: [...new Set(extensions)].sort() },
    }),
  };
  return stringify({ customization }, { indent: 4, lineWidth: 0 });
}

/** Id of a schematic, as the Image Factory computes it. */
export function schematicId(spec: SchematicSpec): string {
  return createHash("sha256").update(schematicYaml(spec)).digest("hex");
}

/**
 * What is wrong when the Image Factory registered a schematic under `registered`, or undefined.
 *
 * Everything is addressed by the computed id, so another one at the factory would mean images that don't exist.
 */
export function registrationProblem(spec: SchematicSpec, registered: string): string | undefined {
  const computed = schematicId(spec);
  return registered === computed
    ? undefined
    : `the Image Factory registered the schematic as ${registered}, but its id was computed as ${computed}; ` +
        "look for unusual characters in extraKernelArgs, which the two may write differently";
}
