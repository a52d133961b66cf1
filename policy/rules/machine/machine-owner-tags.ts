import type { ResourceRule } from "../../judge/rule.ts";
import { machines } from "../../shapes/machine.ts";
import { ownerProblem } from "../../shapes/tags.ts";
import { proxmoxGuide } from "../../references.ts";

/** Every machine says whose it is. */
export const machineOwnerTags: ResourceRule = {
  id: "machine-owner-tags",
  scope: "resource",
  title: "Machines name their owner",
  rationale:
    "When a machine misbehaves, somebody must be found who answers for it; machines that nobody knows are left running unpatched.",
  severity: "low",
  remedy:
    "Add a tag that names the team, such as `owner: platform`; on Proxmox, whose tags are words, `owner-platform` in `infraflux:proxmox:tags`. The settings of the pack say which tags count (`ownerTags`).",
  references: [
    {
      title: "AWS Whitepaper, Best Practices for Tagging AWS Resources",
      url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
    },
    proxmoxGuide("Tags", "gui_tags"),
  ],
  types: machines,
  check: (resource, { settings, report }) => {
    const problem = ownerProblem(resource, settings.ownerTags);
    if (problem !== undefined) {
      report(problem);
    }
  },
};
