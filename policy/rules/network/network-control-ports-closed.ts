import type { ResourceRule } from "../../judge/rule.ts";
import { eachFromInternet, firewalls, openings, reaches } from "../../shapes/network/openings.ts";
import { hardeningGuide, kubernetesPage, talosDocs } from "../../references.ts";

/** Ports that are for the cluster itself and its operators, and what answers there. */
const controlPorts: ReadonlyMap<number, string> = new Map([
  [2379, "etcd"],
  [2380, "etcd peers"],
  [10250, "kubelet"],
  [50000, "Talos API"],
  [50001, "Talos trustd"],
]);

/** The Internet does not reach what controls the cluster. */
export const networkControlPortsClosed: ResourceRule = {
  id: "network-control-ports-closed",
  scope: "resource",
  title: "etcd, kubelet and the Talos API are closed to the Internet",
  rationale:
    "Each of these ports gives the whole cluster to whoever has, steals or forges a certificate for it; a flaw in what answers there needs not even that.",
  severity: "critical",
  remedy:
    "Name the networks of the cluster and of its operators as sources, or the security group of the machines, instead of 0.0.0.0/0 and ::/0; mind ranges of ports and rules for all protocols.",
  references: [
    talosDocs("Network connectivity", "learn-more/talos-network-connectivity"),
    kubernetesPage("Ports and protocols", "reference/networking/ports-and-protocols/"),
    hardeningGuide("Control plane hardening"),
  ],
  types: firewalls,
  check: (resource, { each, report }) => {
    each(openings(resource), (opening) => {
      const ranges = opening.ports();
      const open = [...controlPorts].filter(([port]) => reaches(ranges, port));
      const services = open.map(([port, service]) => `${port} (${service})`).join(", ");
      if (open.length > 0) {
        eachFromInternet(opening, each, (source) => {
          report(`${source} reaches ${services}, want networks of the cluster and its operators`);
        });
      }
    });
  },
};
