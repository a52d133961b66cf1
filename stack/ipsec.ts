import type { Output } from "@pulumi/pulumi";

import type { Configuration } from "../config/index.ts";

/**
 * The key of IPsec between the nodes: the one that the stack is given, else one that it makes for each key id; nothing
 * where IPsec is off. Both are kept in the state as secrets.
 */
export async function ipsecKey(
  name: string,
  { config, secrets }: Configuration,
): Promise<Output<string> | undefined> {
  const { enabled, keyId } = config.cilium.settings.encryption.ipsec;
  if (!enabled || secrets.ipsecKey !== undefined) {
    return enabled ? secrets.ipsecKey : undefined;
  }
  // Loaded only here: most stacks encrypt with WireGuard, whose keys the agents make.
  const { RandomPassword } = await import("@pulumi/random");
  // Random bytes would suit better, but their id in the state is what they are, in the clear. These are hexadecimal digits.
  const digits = { numeric: true, special: true, overrideSpecial: "abcdef", lower: false, upper: false };
  return new RandomPassword(name, { ...digits, length: 40, keepers: { keyId: String(keyId) } }).result;
}
