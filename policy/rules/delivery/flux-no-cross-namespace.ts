import type { ResourceRule } from "../../judge/rule.ts";
import { fluxTypes } from "../../shapes/flux.ts";
import { found } from "../../shapes/found.ts";
import { eachObject } from "../../shapes/kubernetes/objects.ts";
import { fluxPage, fluxPractices } from "../../references.ts";

/** Where objects of Flux refer to others: one, or a list of them. */
const references: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Alert: [["eventSources"]],
  HelmRelease: [["chart", "spec", "sourceRef"], ["chartRef"], ["dependsOn"]],
  ImagePolicy: [["imageRepositoryRef"]],
  ImageUpdateAutomation: [["sourceRef"]],
  Kustomization: [["sourceRef"], ["dependsOn"]],
  Receiver: [["resources"]],
};

/** What a namespace gets is decided in that namespace. */
export const fluxNoCrossNamespace: ResourceRule = {
  id: "flux-no-cross-namespace",
  scope: "resource",
  title: "Objects of Flux refer to their own namespace",
  rationale:
    "A reference into another namespace uses what its owners fetch with their credentials, and they are not asked.",
  severity: "medium",
  remedy:
    "Create the source in the namespace of the object that uses it, and take `namespace` out of the reference.",
  references: [fluxPage("Multi-tenancy lockdown", "installation/configuration/multitenancy/"), fluxPractices],
  types: fluxTypes,
  check: (resource, tools) => {
    eachObject(resource, tools, ({ kind, namespace = "default", value }) => {
      tools.each(references[kind] ?? [], (path) => {
        const reference = value.at("spec", ...path);
        tools.each([reference, ...reference.list()], (one) => {
          const other = one.at("namespace");
          if ((other.text() ?? namespace) !== namespace) {
            tools.report(`${other.path}: got ${found(other)}, want "${namespace}"`);
          }
        });
      });
    });
  },
};
