import type { ResourceRule } from "../../judge/rule.ts";
import { azureType } from "../../shapes/platform.ts";
import { ownerProblem } from "../../shapes/tags.ts";

/** Every network and balancer that can have tags says whose it is. */
export const networkOwnerTags: ResourceRule = {
  id: "network-owner-tags",
  scope: "resource",
  title: "Networks and load balancers name their owner",
  rationale:
    "Networks are shared and outlive clusters: whoever must close a hole in one has to know whom to ask.",
  severity: "low",
  remedy:
    "Add a tag that names the team, such as `owner: platform` (a label on Google Cloud). The settings of the pack say which tags count (`ownerTags`).",
  references: [
    {
      title: "AWS Whitepaper, Best Practices for Tagging AWS Resources",
      url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    },
    {
      title: "Cloud Adoption Framework for Azure, Define your tagging strategy",
      url: "https://learn.microsoft.com/en-us/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging",
    },
  ],
  types: [
    "aws:ec2/vpc:Vpc",
    "aws:lb/loadBalancer:LoadBalancer",
    azureType("network", "VirtualNetwork"),
    azureType("network", "LoadBalancer"),
    "gcp:compute/forwardingRule:ForwardingRule",
    "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  ],
  check: (resource, { settings, report }) => {
    const problem = ownerProblem(resource, settings.ownerTags);
    if (problem !== undefined) {
      report(problem);
    }
  },
};
