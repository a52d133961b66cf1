import type { ResourceRule } from "../../judge/rule.ts";
import { fluxGroups, fluxTypes } from "../../shapes/flux.ts";
import { eachObject } from "../../shapes/kubernetes/objects.ts";
import { fluxPage, fluxPractices } from "../../references.ts";

/** What Flux applies is from those who may release it. */
export const fluxSourceVerified: ResourceRule = {
  id: "flux-source-verified",
  scope: "resource",
  title: "Flux checks who signed what it fetches",
  rationale:
    "A tag can be moved and an account taken over; a signature that Flux checks tells that the content is from those who may release it.",
  severity: "medium",
  remedy:
    "Give the source `spec.verify`, or name a `commit` or a `digest`, which no one can move (`infraflux:gitops:ref:commit`).",
  references: [
    fluxPage("Git Repositories", "components/source/gitrepositories/"),
    fluxPage("OCI Repositories", "components/source/ocirepositories/"),
    fluxPractices,
  ],
  types: fluxTypes,
  check: (resource, tools) => {
    eachObject(resource, tools, (object) => {
      const spec = object.value.at("spec");
      const verify = spec.at("verify");
      const isFixed = () => spec.at("ref", "commit").exists() || spec.at("ref", "digest").exists();
      if (object.is(fluxGroups.source, "GitRepository", "OCIRepository") && !verify.exists() && !isFixed()) {
        tools.report(
          `${verify.path}: got nothing, want the keys of those who may release, or a commit or digest`,
        );
      }
    });
  },
};
