import { Secret } from "@pulumi/kubernetes/core/v1/index.js";
import * as pulumi from "@pulumi/pulumi";

import type { CiliumStackArgs } from "../args.ts";
import { ipsecSecret } from "../plan/index.ts";
import type { CiliumPlan } from "../plan/index.ts";

/** Label of the Secret with the number of its key, which is no secret. */
export const keyIdLabel = "infraflux.io/ipsec-key-id";

/** Form of the key: AES-GCM with 128 bits takes 16 bytes, and 4 more as salt. */
const keyForm = /^[0-9a-f]{40}$/i;

/** What is wrong with the key, as far as it can be told before it is known; undefined where nothing is. */
export function ipsecKeyProblem({ settings, ipsecKey }: CiliumStackArgs): string | undefined {
  const isOn = settings?.encryption?.ipsec?.enabled ?? false;
  if (isOn && ipsecKey === undefined) {
    return "want the key of IPsec, as settings.encryption.ipsec.enabled says that there is one";
  }
  return typeof ipsecKey === "string" && !keyForm.test(ipsecKey)
    ? "want 20 random bytes as 40 hexadecimal digits, got something else"
    : undefined;
}

/**
 * The Secret from which the agents take the key of IPsec; none where IPsec is off.
 *
 * The `+` lets each pair of nodes derive keys of its own (GHSA-pwqm-x5x6-5586).
 */
export function ipsecKeys(
  name: string,
  { settings }: CiliumPlan,
  { ipsecKey }: CiliumStackArgs,
  opts: pulumi.CustomResourceOptions,
): Secret[] {
  const { enabled, keyId } = settings.encryption.ipsec;
  if (!enabled || ipsecKey === undefined) {
    return [];
  }
  return [
    new Secret(
      `${name}-ipsec-keys`,
      {
        metadata: {
          name: ipsecSecret.name,
          namespace: "kube-system",
          labels: { [keyIdLabel]: String(keyId) },
        },
        stringData: { [ipsecSecret.key]: pulumi.interpolate`${keyId}+ rfc4106(gcm(aes)) ${ipsecKey} 128` },
      },
      opts,
    ),
  ];
}
