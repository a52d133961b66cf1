import type { ResourceRule } from "../../judge/rule.ts";
import { wantFlag } from "../../shapes/found.ts";
import { azureType, platformOf } from "../../shapes/platform.ts";
import { servesApi } from "../../shapes/role.ts";

/** What stands before the API is not deleted by a slip; where the platform has no protection, Pulumi's must do. */
export const networkBalancerProtected: ResourceRule = {
  id: "network-balancer-protected",
  scope: "resource",
  title: "The load balancer of the API is protected from deletion",
  rationale:
    "Every machine, kubeconfig and certificate names the address of the API. A balancer that is made anew has another one, and the cluster falls apart.",
  severity: "medium",
  remedy:
    "Set `enableDeletionProtection: true` on the balancer of AWS, and the resource option `protect: true` on the balancer of Azure and the forwarding rule of Google Cloud.",
  references: [
    {
      title: "Elastic Load Balancing documentation, Network Load Balancers, Deletion protection",
      url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html",
    },
    {
      title: "Pulumi documentation, Resource option protect",
      url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
    },
  ],
  types: [
    "aws:lb/loadBalancer:LoadBalancer",
    azureType("network", "LoadBalancer"),
    "gcp:compute/forwardingRule:ForwardingRule",
    "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  ],
  check: (resource, { report }) => {
    if (!servesApi(resource)) {
      return;
    }
    if (platformOf(resource) === "aws") {
      wantFlag(resource.props.at("enableDeletionProtection"), true, false, report);
    } else if (!resource.protect) {
      report("option protect: got false, want true");
    }
  },
};
