import type { ResourceRule } from "../../judge/rule.ts";
import type { Settings } from "../../judge/settings.ts";
import { found } from "../../shapes/found.ts";
import { isInternet, within } from "../../shapes/network/addresses.ts";
import { firewalls, openings, reaches } from "../../shapes/network/openings.ts";
import { servesApi } from "../../shapes/role.ts";
import { hardeningGuide, kubernetesPage } from "../../references.ts";

/** Where Google Cloud's own health checks come from; no balancer works without them. */
const googleHealthChecks = ["35.191.0.0/16", "130.211.0.0/22", "209.85.152.0/22", "209.85.204.0/22"];

/** Sources that platforms name instead of a network, none of which is the Internet. */
const namedSources = /^(VirtualNetwork|AzureLoadBalancer|\+.+)$/;

/** The APIs of the cluster answer only where somebody works who is to use them. */
export const networkApiLimited: ResourceRule = {
  id: "network-api-limited",
  scope: "resource",
  title: "The Kubernetes and the Talos API are reached from named networks",
  rationale:
    "Every flaw in the authentication of the API server, and every kubeconfig that leaks, is worth as much as the networks are wide from which it can be used.",
  severity: "high",
  remedy:
    "Name the networks of the operators and of the machines as sources of the rule for port 6443 (or 443 of what stands before the API), and the same ones in the setting `apiCidrs` of the pack.",
  references: [
    hardeningGuide("Control plane hardening"),
    kubernetesPage("Ports and protocols", "reference/networking/ports-and-protocols/"),
  ],
  types: firewalls,
  check: (resource, { settings, each, report }) => {
    each(openings(resource), ({ ports, sources }) => {
      const ranges = ports();
      const open = [6443, ...further(settings)].filter((port) => reaches(ranges, port));
      if (reaches(ranges, 443) && servesApi(resource)) {
        open.push(443);
      }
      if (open.length === 0) {
        return;
      }
      each(sources(), (source) => {
        if (!mayReach(source.text() ?? "", settings)) {
          const wanted = settings.apiCidrs.join(", ") || "any but the whole Internet";
          report(`${source.path}: ${found(source)} reaches ${open.join(", ")}, want ${wanted}`);
        }
      });
    });
  },
};

/** The Talos API is judged by a rule of its own where no networks are named. */
function further({ apiCidrs }: Settings): number[] {
  return apiCidrs.length > 0 ? [50_000] : [];
}

function mayReach(network: string, { apiCidrs }: Settings): boolean {
  return apiCidrs.length === 0
    ? !isInternet(network)
    : namedSources.test(network) ||
        [...apiCidrs, ...googleHealthChecks].some((outer) => within(network, outer));
}
