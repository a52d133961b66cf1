import type { ResourceRule } from "../../judge/rule.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { wantFlag } from "../../shapes/found.ts";
import { ciliumPage } from "../../references.ts";

/** Flows travel encrypted, between ends that know each other. */
export const ciliumHubbleTls: ResourceRule = {
  id: "cilium-hubble-tls",
  scope: "resource",
  title: "Hubble uses TLS between the nodes",
  rationale:
    "Each agent offers the flows of its node on a port of the node; without TLS whoever reaches that port reads them.",
  severity: "high",
  remedy: "Take `hubble.tls.enabled: false` out of the chart values. InfraFlux always sets it to `true`.",
  references: [
    ciliumPage("Configure TLS with Hubble", "observability/hubble/configuration/tls/"),
    ciliumPage("Threat Model", "security/threat-model/"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const hubble = values.at("hubble");
      if (hubble.at("enabled").flag() !== false) {
        wantFlag(hubble.at("tls", "enabled"), true, true, tools.report);
      }
    });
  },
};
