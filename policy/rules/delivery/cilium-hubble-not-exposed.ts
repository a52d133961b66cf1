import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { eachInstallation, installingTypes } from "../../shapes/chart.ts";
import { found } from "../../shapes/found.ts";
import { ciliumPage, ciliumValues, hardeningGuide } from "../../references.ts";

type Report = (message: string) => void;

/** Types of Services that can be reached from outside. */
const outside: readonly string[] = ["LoadBalancer", "NodePort"];

/** Flows are seen through the cluster's API, not from the network. */
export const ciliumHubbleNotExposed: ResourceRule = {
  id: "cilium-hubble-not-exposed",
  scope: "resource",
  title: "Hubble is not reachable from outside the cluster",
  rationale:
    "Hubble shows who talks to whom in the whole cluster; its user interface asks nobody for a password.",
  severity: "high",
  remedy:
    "Reach it with `cilium hubble ui` or `kubectl port-forward`: leave `hubble.ui.service.type` and `hubble.relay.service.type` at `ClusterIP`, give `hubble.ui.ingress` a `tls` list, and a relay that must be reached `hubble.relay.tls.server.enabled` and `mtls`. InfraFlux sets none of it.",
  references: [
    ciliumPage("Threat Model", "security/threat-model/"),
    ciliumValues,
    hardeningGuide("Network separation and hardening"),
  ],
  types: installingTypes,
  check: (resource, tools) => {
    eachInstallation("cilium", resource, tools, (values) => {
      const hubble = values.at("hubble");
      if (hubble.at("enabled").flag() !== false) {
        tools.each([checkRelay, checkInterface, checkIngress], (check) => {
          check(hubble, tools.report);
        });
      }
    });
  },
};

function checkRelay(hubble: Value, report: Report): void {
  const type = hubble.at("relay", "service", "type");
  const server = hubble.at("relay", "tls", "server");
  const asksForCertificate = () => server.at("enabled").flag() === true && server.at("mtls").flag() === true;
  if (outside.includes(type.text() ?? "") && !asksForCertificate()) {
    report(`${type.path}: got ${found(type)}, want "ClusterIP", or mutual TLS under ${server.path}`);
  }
}

function checkInterface(hubble: Value, report: Report): void {
  const type = hubble.at("ui", "service", "type");
  if (outside.includes(type.text() ?? "")) {
    report(`${type.path}: got ${found(type)}, want "ClusterIP"`);
  }
}

function checkIngress(hubble: Value, report: Report): void {
  const tls = hubble.at("ui", "ingress", "tls");
  if (hubble.at("ui", "ingress", "enabled").flag() === true && tls.list().length === 0) {
    report(`${tls.path}: got nothing, want the hosts and the Secret of their certificate`);
  }
}
