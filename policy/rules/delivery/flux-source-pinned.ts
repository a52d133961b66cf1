import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { fluxGroups, fluxTypes } from "../../shapes/flux.ts";
import { found } from "../../shapes/found.ts";
import { eachObject } from "../../shapes/kubernetes/objects.ts";
import { fluxPage, fluxPractices } from "../../references.ts";

/** What a source may follow, by its kind. */
const wanted: Readonly<Record<string, string>> = {
  GitRepository: "a tag, a commit or a semver range",
  OCIRepository: "a tag other than latest, a digest or a semver range",
};

/** References of a FluxInstance that move: branches, and the tag of an image that everybody pushes to. */
const movingRef = /^(?:refs\/heads\/.*|latest)$/s;

/** What Flux applies changes when somebody releases it. */
export const fluxSourcePinned: ResourceRule = {
  id: "flux-source-pinned",
  scope: "resource",
  title: "Flux stays on a release",
  rationale:
    "Where Flux follows a branch or `latest`, one merge or push changes every cluster at once, before anybody tried it.",
  severity: "high",
  remedy:
    "Set `infraflux:gitops:ref` to a `tag` or a `commit`; elsewhere give `spec.ref` of the source a tag, a commit, a semver range or a digest, or have Flux check signatures with `spec.verify`.",
  references: [
    fluxPage("Git Repositories", "components/source/gitrepositories/"),
    fluxPage("OCI Repositories", "components/source/ocirepositories/"),
    fluxPractices,
  ],
  types: fluxTypes,
  check: (resource, tools) => {
    eachObject(resource, tools, (object) => {
      const spec = object.value.at("spec");
      if (object.is(fluxGroups.source, "GitRepository", "OCIRepository")) {
        const moving =
          object.kind === "GitRepository" ? movingGit(spec.at("ref")) : movingOci(spec.at("ref"));
        if (moving !== undefined && !spec.at("verify").exists()) {
          tools.report(`${moving.path}: got ${found(moving)}, want ${wanted[object.kind]}`);
        }
      } else if (object.is(fluxGroups.operator, "FluxInstance")) {
        const ref = spec.at("sync", "ref");
        if (movingRef.test(ref.text() ?? "")) {
          tools.report(`${ref.path}: got ${found(ref)}, want a tag or a digest`);
        }
      }
    });
  },
};

/** What makes a reference to a Git repository move, in the order in which Flux looks; undefined where it stays. */
function movingGit(ref: Value): Value | undefined {
  const name = ref.at("name");
  if (ref.at("commit").exists()) {
    return undefined;
  }
  if (name.exists()) {
    return name.text()?.startsWith("refs/tags/") === true ? undefined : name;
  }
  if (ref.at("semver").exists() || ref.at("tag").exists()) {
    return undefined;
  }
  return ref.at("branch").exists() ? ref.at("branch") : ref;
}

/** The same for an image: without anything it is `latest`. */
function movingOci(ref: Value): Value | undefined {
  if (ref.at("digest").exists() || ref.at("semver").exists()) {
    return undefined;
  }
  const tag = ref.at("tag");
  return (tag.text() ?? "latest") === "latest" ? tag : undefined;
}
