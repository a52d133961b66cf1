import type { ResourceRule } from "../../judge/rule.ts";
import { eachFromInternet, firewalls, openings, reaches } from "../../shapes/network/openings.ts";
import { cisCloud } from "../../references.ts";

const ssh = 22;

/** No firewall has a rule for SSH; rules that reach the port among others are refused where they let the Internet in. */
export const networkNoSsh: ResourceRule = {
  id: "network-no-ssh",
  scope: "resource",
  title: "The SSH port is closed",
  rationale:
    "Talos answers no SSH. An open port 22 is for something else that stands beside the cluster and is tried by every scanner within minutes.",
  severity: "high",
  remedy:
    "Take the rule for port 22 out; use `talosctl` from a network in `infraflux:security:talosApiAllowedCidrs`. A host that needs SSH belongs into a stack of its own, or has an exemption.",
  references: [cisCloud("aws", "5.2 and 5.3"), cisCloud("azure", "6.2"), cisCloud("gcp", "3.6")],
  types: firewalls,
  check: (resource, { each, report }) => {
    each(openings(resource), (opening) => {
      const ranges = opening.ports();
      if (ranges.some(({ from, to }) => from === ssh && to === ssh)) {
        report(`${opening.place}: a rule for port 22 (SSH) is not allowed`);
      } else if (reaches(ranges, ssh)) {
        eachFromInternet(opening, each, (source) => {
          report(`${source} reaches 22 (SSH), want networks of the cluster and its operators`);
        });
      }
    });
  },
};
