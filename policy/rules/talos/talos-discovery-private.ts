import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { talosDocs } from "../../references.ts";

/** The service that Talos asks where no other is named. */
const publicService = "discovery.talos.dev";

/** Discovery is off or uses another service than the public one. Any service of another name counts as private. */
export const talosDiscoveryPrivate = configurationRule({
  id: "talos-discovery-private",
  title: "Machines do not find each other by a public service",
  rationale:
    "What machines tell it is encrypted, but the service sees their public addresses and how many they are, and the cluster depends on somebody else's service.",
  severity: "low",
  remedy:
    "Set `infraflux:talos:discovery` to false. Elsewhere set `cluster.discovery.enabled: false`, or name a service of your own as `cluster.discovery.registries.service.endpoint`.",
  references: [talosDocs("discovery", "configure-your-talos-cluster/system-configuration/discovery")],
  generated: true,
  check: ({ main }, { report }) => {
    const discovery = main.at("cluster", "discovery");
    if (discovery.at("enabled").flag() !== true) {
      return;
    }
    const service = discovery.at("registries", "service");
    const endpoint = service.at("endpoint").text() ?? publicService;
    if (service.at("disabled").flag() !== true && endpoint.includes(publicService)) {
      report(`${service.at("endpoint").path}: got the public service, want one of your own`);
    }
  },
});
