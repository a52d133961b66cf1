import type { StackRule } from "../../judge/rule.ts";
import type { StackView } from "../../judge/resource.ts";
import { isOfType } from "../../judge/resource.ts";
import { fluxGroups, instanceTypes } from "../../shapes/flux.ts";
import { found } from "../../shapes/found.ts";
import type { KubernetesObject } from "../../shapes/kubernetes/objects.ts";
import { eachStackObject } from "../../shapes/kubernetes/objects.ts";
import { cisBenchmark, fluxPage, fluxPractices } from "../../references.ts";

/** ServiceAccounts of the controllers themselves, which may do anything. */
const administrators: readonly string[] = ["helm-controller", "kustomize-controller"];

/** What Flux applies can do no more than it needs. What goes to another cluster has the rights of its kubeconfig. */
export const fluxImpersonation: StackRule = {
  id: "flux-impersonation",
  scope: "stack",
  title: "Flux applies with the rights of a ServiceAccount",
  rationale:
    "Without a ServiceAccount Flux applies whatever lies in a source as an administrator of the cluster, so whoever can write to the source can do anything.",
  severity: "high",
  remedy:
    "Name a ServiceAccount with just the rights that the content needs in `spec.serviceAccountName`, or set `spec.cluster.multitenant: true` in the FluxInstance. The add-ons of InfraFlux itself install definitions and cluster-wide roles; the pack exempts them by name.",
  references: [
    fluxPage("Multi-tenancy lockdown", "installation/configuration/multitenancy/"),
    fluxPractices,
    cisBenchmark("5.1.1"),
  ],
  check: (stack, tools) => {
    const isLocked = locksTenants(stack);
    eachStackObject(stack, tools, (object, resource) => {
      const spec = object.value.at("spec");
      const account = spec.at("serviceAccountName");
      if (!isApplying(object) || spec.at("kubeConfig").exists()) {
        return;
      }
      if (account.exists() ? administrators.includes(account.text() ?? "") : !isLocked) {
        tools.report(
          `${account.path}: got ${found(account)}, want a ServiceAccount with just the rights that it needs`,
          resource,
        );
      }
    });
  },
};

function isApplying(object: KubernetesObject): boolean {
  return object.is(fluxGroups.kustomize, "Kustomization") || object.is(fluxGroups.helm, "HelmRelease");
}

/** Whether Flux is installed so that it takes a ServiceAccount of the namespace where none is named. */
function locksTenants({ resources }: StackView): boolean {
  const instances = resources.filter((resource) => isOfType(resource, instanceTypes));
  return instances.some(({ props }) => props.at("spec", "cluster", "multitenant").flag() === true);
}
