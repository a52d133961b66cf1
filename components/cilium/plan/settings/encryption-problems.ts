import { isWhole } from "../forms.ts";
import type { CiliumPlan } from "../plan.ts";
import { problemUnless } from "../problem.ts";
import type { CiliumProblem } from "../problem.ts";

/** Numbers of the encryption that Cilium would refuse, or that would cut the nodes off from each other. */
export function malformedEncryption({ settings }: CiliumPlan): CiliumProblem[] {
  const { ipsec, persistentKeepaliveSeconds } = settings.encryption;
  return [
    ...outside("ipsec.keyId", ipsec.keyId, 1, 15),
    ...outside("ipsec.keyRotationMinutes", ipsec.keyRotationMinutes, 5, 1440),
    ...outside("persistentKeepaliveSeconds", persistentKeepaliveSeconds, 0, 65_535),
  ];
}

function outside(key: string, value: number, least: number, most: number): CiliumProblem[] {
  return problemUnless(
    isWhole(value, least, most),
    `settings.encryption.${key}`,
    `want a whole number from ${least} to ${most}, got ${value}`,
  );
}
