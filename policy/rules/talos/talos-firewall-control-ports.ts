import { foundAmongSecrets } from "../../shapes/found.ts";
import { isInternet } from "../../shapes/network/addresses.ts";
import { reaches } from "../../shapes/network/openings.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { openedPorts } from "../../shapes/talos/firewall.ts";
import { hardeningGuide, talosDocs } from "../../references.ts";

/** Ports that are the machines' and the operators' business only. */
const controlPorts = [50000, 50001, 2379, 2380, 10250];

/**
 * The firewall of Talos lets nobody in from the whole Internet to a control port. Narrower public networks are left
 * to `talos-firewall-api-limited`.
 */
export const talosFirewallControlPorts = configurationRule({
  id: "talos-firewall-control-ports",
  title: "The firewall of machines keeps control ports from the Internet",
  rationale:
    "Talos API, etcd and kubelet each give the whole machine or the whole cluster away; a stolen certificate should not be enough to use them.",
  severity: "critical",
  remedy:
    "Name the operators' networks in `infraflux:security:talosApiAllowedCidrs`. Elsewhere name them under `ingress` of the NetworkRuleConfig.",
  references: [
    talosDocs("ingress firewall", "networking/ingress-firewall"),
    hardeningGuide("Network separation and hardening"),
  ],
  check: (configuration, { report, each }) => {
    each(configuration.documents("NetworkRuleConfig"), (rule) => {
      const opened = openedPorts(rule);
      const ports = controlPorts.filter((port) => reaches(opened, port));
      each(ports.length === 0 ? [] : rule.at("ingress").list(), (source) => {
        const subnet = source.at("subnet");
        if (isInternet(subnet.text() ?? "")) {
          report(
            `${subnet.path}: got ${foundAmongSecrets(subnet)} for port ${ports.join(", ")}, want networks of your own`,
          );
        }
      });
    });
  },
});
