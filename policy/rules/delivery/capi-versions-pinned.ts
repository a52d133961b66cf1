import semver from "semver";

import type { ResourceRule } from "../../judge/rule.ts";
import { eachProvider, providerTypes } from "../../shapes/cluster-api.ts";
import { found, refusePlainHttp } from "../../shapes/found.ts";
import { hardeningGuide, providerSpec } from "../../references.ts";

/** Which controllers manage the machines is decided in the program. */
export const capiVersionsPinned: ResourceRule = {
  id: "capi-versions-pinned",
  scope: "resource",
  title: "Cluster API providers are of an exact version",
  rationale:
    "Without an exact version the operator takes the newest release, whose controllers have the credentials of the account that makes all machines.",
  severity: "high",
  remedy:
    "Give `spec.version` an exact version and `spec.fetchConfig` an address of the same version over HTTPS. InfraFlux takes both from the release that `infraflux:cluster:versions` chooses.",
  references: [providerSpec, hardeningGuide("Upgrading and application security practices")],
  types: providerTypes,
  check: (resource, tools) => {
    eachProvider(resource, tools, ({ value }) => {
      const version = value.at("spec", "version");
      const url = value.at("spec", "fetchConfig", "url");
      const oci = value.at("spec", "fetchConfig", "oci");
      if (semver.valid(version.text()) === null) {
        tools.report(`${version.path}: got ${found(version)}, want an exact version such as v1.14.2`);
        return;
      }
      refusePlainHttp(url, tools.report);
      tools.each([url, oci], (address) => {
        const fetched = versionIn(address.text() ?? "");
        if (fetched !== undefined && fetched !== version.text()) {
          tools.report(
            `${address.path}: got the version "${fetched}", want ${found(version)} as in ${version.path}`,
          );
        }
      });
    });
  },
};

/** The version that an address of a release, or of an image, names; undefined where it leaves it to `spec.version`. */
function versionIn(address: string): string | undefined {
  return /\/releases\/(?:download\/)?([^/]+)\//.exec(address)?.[1] ?? /:([^:/]+)$/.exec(address)?.[1];
}
