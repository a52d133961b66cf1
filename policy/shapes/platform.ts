import type { Resource } from "../judge/resource.ts";

/** The platforms whose machines the pack knows. */
export type Platform = "proxmox" | "aws" | "azure" | "gcp";

/** The platform of a machine, or of anything else by the same provider. Undefined for other providers. */
export function platformOf({ type }: Resource): Platform | undefined {
  const provider = /^(proxmoxve|aws|azure-native|gcp)(_\w+)?:/.exec(type)?.[1];
  return provider === undefined ? undefined : platforms[provider as keyof typeof platforms];
}

const platforms = { proxmoxve: "proxmox", aws: "aws", "azure-native": "azure", gcp: "gcp" } as const;

/** Type tokens of a resource of Azure, with or without a version of its API in them. */
export function azureType(module: string, name: string): RegExp {
  return new RegExp(`^azure-native(_${module}_v\\w+)?:${module}(/v\\w+)?:${name}$`);
}
