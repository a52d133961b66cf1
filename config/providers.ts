import type { Provider, Settings } from "./schema.ts";

/** Providers on whose networks machines share no address and answer for none: what balances there is the provider's. */
export const CLOUDS = ["aws", "azure", "gcp"] as const satisfies readonly Provider[];

/** A provider that is a cloud. */
export type Cloud = (typeof CLOUDS)[number];

/** Whether a provider is a cloud. */
export function isCloud(provider: Provider): provider is Cloud {
  return (CLOUDS as readonly Provider[]).includes(provider);
}

/** The address that the control planes share, where the provider has such a thing and one is given. */
export function vipOf({ provider, proxmox, metal }: Settings): string | undefined {
  return { proxmox: proxmox?.vip, metal: metal?.vip, aws: undefined, azure: undefined, gcp: undefined }[
    provider
  ];
}
