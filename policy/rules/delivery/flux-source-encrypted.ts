import type { ResourceRule } from "../../judge/rule.ts";
import { fluxGroups, fluxTypes } from "../../shapes/flux.ts";
import { refusePlainHttp, wantFlag } from "../../shapes/found.ts";
import { eachObject } from "../../shapes/kubernetes/objects.ts";
import { fluxPage, fluxPractices } from "../../references.ts";

/** Nobody on the way reads or changes what Flux fetches. */
export const fluxSourceEncrypted: ResourceRule = {
  id: "flux-source-encrypted",
  scope: "resource",
  title: "Flux fetches over encrypted connections",
  rationale: "Whoever changes on the way what Flux fetches decides what runs in the cluster.",
  severity: "critical",
  remedy:
    "Use addresses that begin with `https://`, `ssh://` or `oci://`, and take `insecure: true` out of the source. `infraflux:gitops:url` takes only `https://`.",
  references: [
    fluxPractices,
    fluxPage("Git Repositories", "components/source/gitrepositories/"),
    fluxPage("OCI Repositories", "components/source/ocirepositories/"),
  ],
  types: fluxTypes,
  check: (resource, tools) => {
    eachObject(resource, tools, ({ group, value }) => {
      if (group === fluxGroups.source || group === fluxGroups.image || group === fluxGroups.operator) {
        const spec = value.at("spec");
        tools.each([spec.at("url"), spec.at("sync", "url")], (url) => {
          refusePlainHttp(url, tools.report, "https://, ssh:// or oci://");
        });
        wantFlag(spec.at("insecure"), false, false, tools.report);
      }
    });
  },
};
