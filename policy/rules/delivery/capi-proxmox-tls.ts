import type { ResourceRule } from "../../judge/rule.ts";
import { eachProvider, providerTypes } from "../../shapes/cluster-api.ts";
import { wantFlag } from "../../shapes/found.ts";
import { hardeningGuide } from "../../references.ts";

/** Who answers for Proxmox is Proxmox. */
export const capiProxmoxTls: ResourceRule = {
  id: "capi-proxmox-tls",
  scope: "resource",
  title: "The Proxmox provider checks certificates",
  rationale:
    "Left alone, the provider accepts any certificate, and whoever stands between it and Proxmox gets the token that makes all machines.",
  severity: "high",
  remedy:
    'Leave `infraflux:proxmox:insecure` off; elsewhere give the container `manager` of the provider the argument `--proxmox-insecure: "false"`.',
  references: [
    {
      title: "Cluster API Provider for Proxmox VE",
      url: "https://github.com/ionos-cloud/cluster-api-provider-proxmox",
    },
    hardeningGuide("Network separation and hardening"),
  ],
  types: providerTypes,
  check: (resource, tools) => {
    eachProvider(resource, tools, (provider) => {
      if (provider.kind !== "InfrastructureProvider" || provider.name !== "proxmox") {
        return;
      }
      const containers = provider.value.at("spec", "deployment", "containers");
      const manager = containers.list().find((container) => container.at("name").text() === "manager");
      const insecure = (manager ?? containers.at(0)).at("args", "--proxmox-insecure");
      wantFlag(insecure, false, true, tools.report);
    });
  },
};
