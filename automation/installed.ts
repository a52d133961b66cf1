import type { StateResource } from "./session.ts";

/** Version of Cilium that a stack has installed, as its state says; undefined where there is none. */
export function installedCilium(resources: readonly StateResource[]): string | undefined {
  const release = resources.find(
    ({ type, urn }) => type === "kubernetes:helm.sh/v3:Release" && urn.endsWith("-cilium-release"),
  );
  const version = release?.outputs?.["version"];
  return typeof version === "string" ? version : undefined;
}
