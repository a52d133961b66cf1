import { foundAmongSecrets } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { hardeningGuide, talosDocs } from "../../references.ts";

/** The default action is `block`. What its rules let in is judged by the two rules about the firewall. */
export const talosIngressFirewall = configurationRule({
  id: "talos-ingress-firewall",
  title: "Machines drop what no rule lets in",
  rationale:
    "Every port that a pod with the host's network, a node port or a later version opens is otherwise reachable for everybody.",
  severity: "high",
  remedy:
    "Leave `infraflux:security:ingressFirewall` on. Elsewhere add a NetworkDefaultActionConfig with `ingress: block`, and a NetworkRuleConfig for each port that is needed.",
  references: [
    talosDocs("ingress firewall", "networking/ingress-firewall"),
    hardeningGuide("Network separation and hardening"),
  ],
  check: (configuration, { report }) => {
    const action = configuration.document("NetworkDefaultActionConfig").at("ingress");
    if (action.text() !== "block") {
      report(`${action.path}: got ${foundAmongSecrets(action)}, want "block"`);
    }
  },
});
