import type { ResourceRule } from "../../judge/rule.ts";
import { Value } from "../../judge/value.ts";
import { eachProvider, providerContainers, providerTypes } from "../../shapes/cluster-api.ts";
import { findOpenCredentials } from "../../shapes/credentials.ts";
import { documentIn } from "../../shapes/document.ts";
import type { KubernetesObject } from "../../shapes/kubernetes/objects.ts";
import { hardeningGuide, providerSpec } from "../../references.ts";

/** Providers of infrastructure whose manifests have variables for credentials. */
const withCredentials: readonly string[] = ["aws", "gcp", "proxmox", "vsphere"];

/** What a provider logs in with is kept where credentials are kept. */
export const capiCredentialsSecret: ResourceRule = {
  id: "capi-credentials-secret",
  scope: "resource",
  title: "Credentials of Cluster API providers lie in a Secret",
  rationale:
    "The object of a provider can be read by everybody who looks at the state of the cluster; a credential in it gives away the account that makes all machines.",
  severity: "critical",
  remedy:
    "Put the credential into the Secret that `spec.configSecret` names, and take it out of containers and patches. InfraFlux does so with `infraflux:proxmoxApiToken`.",
  references: [providerSpec, hardeningGuide("Secrets")],
  types: providerTypes,
  check: (resource, tools) => {
    eachProvider(resource, tools, (provider) => {
      const name = provider.value.at("spec", "configSecret", "name");
      if (needsCredentials(provider) && !name.exists()) {
        tools.report(`${name.path}: got nothing, want the Secret that holds the credentials`);
      }
      tools.each(providerContainers(provider), (container) => {
        // A Pulumi secret is hidden in the state, and lies in the clear in the object all the same.
        const open = new Value(container.plain(), { path: container.path });
        findOpenCredentials(open, {
          ...tools,
          trustFieldNames: true,
          found: ({ path, why }) => {
            tools.report(`${path}: ${why}, want it in the Secret that spec.configSecret names`);
          },
        });
      });
      tools.each(provider.value.at("spec", "manifestPatches").list(), (patch) => {
        if (documentIn(patch).at("kind").text() === "Secret") {
          tools.report(`${patch.path}: a Secret is not allowed, want the one that spec.configSecret names`);
        }
      });
    });
  },
};

function needsCredentials(provider: KubernetesObject): boolean {
  return provider.kind === "InfrastructureProvider" && withCredentials.includes(provider.name ?? "");
}
