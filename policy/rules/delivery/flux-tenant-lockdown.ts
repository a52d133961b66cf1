import type { ResourceRule } from "../../judge/rule.ts";
import { instanceTypes } from "../../shapes/flux.ts";
import { wantFlag } from "../../shapes/found.ts";
import { fluxInstance, fluxPage } from "../../references.ts";

/** The controllers themselves refuse what crosses namespaces. */
export const fluxTenantLockdown: ResourceRule = {
  id: "flux-tenant-lockdown",
  scope: "resource",
  title: "Flux is locked down for tenants",
  rationale:
    "Without the lockdown only reviews keep an object of one team from using sources and rights of another.",
  severity: "low",
  remedy:
    "Set `spec.cluster.multitenant: true` in the FluxInstance, once every Kustomization and HelmRelease names a ServiceAccount and uses sources of its own namespace.",
  references: [fluxInstance, fluxPage("Multi-tenancy lockdown", "installation/configuration/multitenancy/")],
  types: instanceTypes,
  check: ({ props }, { report }) => {
    wantFlag(props.at("spec", "cluster", "multitenant"), true, false, report);
  },
};
