import type * as pulumi from "@pulumi/pulumi";

import { ArgsCheck } from "../shared/args-check.ts";
import type { ManagementClusterArgs } from "./args.ts";
import { isApiToken } from "./proxmox.ts";

const exactVersion = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/** Refuses plain values that can never work. Values still unknown are checked by the providers themselves. */
export function checkArgs(component: pulumi.Resource, args: ManagementClusterArgs): void {
  const { versions, infrastructure, mirrors, readyWithinMinutes } = args;
  const check = new ArgsCheck(component);

  const { infrastructure: infrastructureVersions, ...others } = versions;
  const named = { ...others, ...prefixed("infrastructure", infrastructureVersions) };
  for (const [key, version] of Object.entries(named)) {
    check.expect(
      exactVersion.test(version),
      `versions.${key}`,
      `want an exact version such as "1.14.2", got "${version}"`,
    );
  }

  check.expect(
    infrastructure.proxmox !== undefined,
    "infrastructure",
    'want at least one provider with its access, such as "proxmox", got none',
  );
  if (infrastructure.proxmox !== undefined) {
    const [url, apiToken] = [infrastructure.proxmox.url, infrastructure.proxmox.apiToken].map(plain);
    check
      .expect(
        url === undefined || /^https?:\/\/[^/\s]+\/?$/.test(url),
        "infrastructure.proxmox.url",
        `want an address such as "https://pve.example.org:8006", got "${url ?? ""}"`,
      )
      .expect(
        apiToken === undefined || isApiToken(apiToken),
        "infrastructure.proxmox.apiToken",
        "want USER@REALM!TOKENID=SECRET, got something else (not shown)",
      );
  }

  check
    .expect(
      mirrors?.charts === undefined || /^(https|oci):\/\/\S+$/.test(mirrors.charts),
      "mirrors.charts",
      `want an address that starts with https:// or oci://, got "${mirrors?.charts ?? ""}"`,
    )
    .expect(
      mirrors?.manifests === undefined || /^oci:\/\/\S+$/.test(mirrors.manifests),
      "mirrors.manifests",
      `want a registry folder that starts with oci://, got "${mirrors?.manifests ?? ""}"; ` +
        "the Cluster API operator reads releases from GitHub, GitLab or a registry only",
    )
    .expect(
      readyWithinMinutes === undefined || readyWithinMinutes >= 1,
      "readyWithinMinutes",
      `want at least 1, got "${readyWithinMinutes ?? ""}"`,
    )
    .done();
}

/** The entries of an object under keys that name their place. */
function prefixed(place: string, versions: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(versions).map(([key, version]) => [`${place}.${key}`, String(version)]),
  );
}

/** The value as far as it is known while the program runs. */
function plain(value: pulumi.Input<string>): string | undefined {
  return typeof value === "string" ? value : undefined;
}
