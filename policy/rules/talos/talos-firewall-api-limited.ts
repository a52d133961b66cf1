import { foundAmongSecrets } from "../../shapes/found.ts";
import { isInternet, within } from "../../shapes/network/addresses.ts";
import { reaches } from "../../shapes/network/openings.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { openedPorts } from "../../shapes/talos/firewall.ts";
import { hardeningGuide, talosDocs } from "../../references.ts";

const kubernetesApi = 6443;
const talosApi = 50000;

/**
 * Each network that the firewall of Talos lets to the APIs is a known one. Firewalls of the platform have rules of
 * their own.
 */
export const talosFirewallApiLimited = configurationRule({
  id: "talos-firewall-api-limited",
  title: "The firewall of machines lets known networks reach the APIs",
  rationale:
    "An API server that everybody reaches is scanned within minutes, and each of its flaws is everybody's to use before it is mended.",
  severity: "high",
  remedy:
    "Name the operators' networks in `infraflux:security:kubernetesApiAllowedCidrs`. Elsewhere name networks under `ingress` of the NetworkRuleConfig for port 6443: those of machines, pods and operators. Where the setting `apiCidrs` names networks, it has to have all of them.",
  references: [
    talosDocs("ingress firewall", "networking/ingress-firewall"),
    hardeningGuide("Network separation and hardening"),
  ],
  check: (configuration, { report, each, settings: { apiCidrs } }) => {
    // Where no networks are named, the rule about control ports already keeps the Internet from the Talos API.
    const apis = apiCidrs.length === 0 ? [kubernetesApi] : [kubernetesApi, talosApi];
    const want = apiCidrs.length === 0 ? "networks of your own" : `networks in ${apiCidrs.join(", ")}`;
    const isAllowed = (subnet: string) =>
      apiCidrs.length === 0 ? !isInternet(subnet) : apiCidrs.some((network) => within(subnet, network));
    each(configuration.documents("NetworkRuleConfig"), (rule) => {
      const opened = openedPorts(rule);
      const reached = apis.some((api) => reaches(opened, api));
      each(reached ? rule.at("ingress").list() : [], (source) => {
        const subnet = source.at("subnet");
        if (!isAllowed(subnet.text() ?? "")) {
          report(`${subnet.path}: got ${foundAmongSecrets(subnet)}, want ${want}`);
        }
      });
    });
  },
});
