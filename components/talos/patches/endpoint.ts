import * as pulumi from "@pulumi/pulumi";

import type { Endpoint, Endpoints, MachineSpec } from "../../machines/index.ts";
import type { MachineSettings } from "../settings.ts";
import { document, patchText } from "./patch.ts";

/** What control planes have to know of load balancers before them, whose names are known only once they exist. */
export function endpointPatches(
  settings: Pick<MachineSettings, "ingressFirewall">,
  { endpoint, talosApi }: Endpoints,
  { role }: MachineSpec,
): pulumi.Output<string>[] {
  if (role === "worker") {
    return [];
  }
  const balancers = [endpoint, talosApi].filter((each) => each !== undefined).filter(isMadeLater);
  const hosts = pulumi.all(balancers.map(({ host }) => host)).apply((all) => [...new Set(all)]);
  return [
    ...(balancers.length > 0 ? [hosts.apply(certificateNames)] : []),
    ...(endpoint.passthrough === true ? passthrough(endpoint) : []),
    ...(settings.ingressFirewall === undefined ? [] : ownClients(endpoint)),
  ];
}

/** Whether the host is no plain text, and so not among the patches that are known beforehand. */
function isMadeLater({ host }: Endpoint): boolean {
  return typeof host !== "string";
}

function certificateNames(hosts: readonly string[]): string {
  return patchText({ machine: { certSANs: hosts }, cluster: { apiServer: { certSANs: hosts } } });
}

/** The address of a load balancer that does not put the machine's own in its place. */
function passthrough({ host }: Endpoint): pulumi.Output<string>[] {
  const address = pulumi.output(host);
  return [address.apply(localAddress), address.apply(notOwnAddress)];
}

/** On the loopback link, so that the machine takes packets to the address and still tells nobody that it has it. */
function localAddress(address: string): string {
  return patchText(document("LinkConfig", { name: "lo", addresses: [{ address: `${address}/32` }] }));
}

/** Else kubelet and etcd may take it for the machine's own: of a load balancer inside, it is in the machines' network. */
function notOwnAddress(address: string): string {
  const none = [`!${address}/32`];
  return patchText({
    machine: { kubelet: { nodeIP: { validSubnets: none } } },
    cluster: { etcd: { advertisedSubnets: none } },
  });
}

/** The machines' own way to the API, under the addresses that a gateway gives them. */
function ownClients({ egressCidrs = [] }: Endpoint): pulumi.Output<string>[] {
  return egressCidrs.length === 0
    ? []
    : [
        pulumi.all([...egressCidrs]).apply((cidrs) =>
          patchText(
            document("NetworkRuleConfig", {
              name: "kubernetes-api-egress",
              // The machines' own port, whichever the load balancer listens on.
              portSelector: { ports: [6443], protocol: "tcp" },
              ingress: cidrs.map((subnet) => ({ subnet })),
            }),
          ),
        ),
      ];
}
