import type { CiliumObject } from "../capabilities/capability.ts";
import type { CiliumPlan } from "../plan.ts";
import { dnsEgressPolicies } from "./dns-egress.ts";
import { clusterDns, inNamespaces, labelled, platform, talosApiNamespaces, tenants } from "./namespaces.ts";
import { kubeletPort, kubernetesApiPort, nodeMetricsPorts, talosApiPort } from "./node-ports.ts";
import { allowing, denying, tcp } from "./policy.ts";
import type { Allowed, Selector } from "./policy.ts";

/**
 * The baseline under which a pod may talk only where a policy allows it, and the cluster stays alive.
 *
 * The policies that allow come first and switch nothing on by themselves; the last one denies. When the baseline goes, it
 * goes in the opposite order. So there is no moment at which something is denied that one of them allows.
 */
export function defaultDeny(plan: CiliumPlan): CiliumObject[] {
  const allows = [allowDns, allowKubelet, ...allowPlatform(plan), allowTalosApi, allowMetrics(plan)];
  const deny = denying(
    "default-deny",
    {
      description: "Pods outside the exempt namespaces talk only where another policy allows it.",
      endpointSelector: tenants,
      // An empty rule selects nothing and thereby allows nothing.
      ingress: [{}],
      egress: [{}],
    },
    { after: [...allows, ...dnsEgressPolicies(plan)] },
  );
  return [...allows, deny];
}

const allowDns = allowing("allow-dns", "Every pod may ask the cluster's DNS, or no name resolves.", {
  endpointSelector: tenants,
  egress: [{ toEndpoints: [clusterDns], toPorts: [{ ports: [{ port: "53", protocol: "ANY" }] }] }],
});

const allowKubelet = allowing(
  "allow-kubelet",
  "The node of a pod reaches it, or probes fail and the kubelet restarts what is healthy.",
  { endpointSelector: tenants, ingress: [{ fromEntities: ["host"] }] },
);

const allowTalosApi = allowing(
  "allow-talos-api",
  "Backups of etcd and the provider of control planes use the Talos API of the nodes.",
  {
    endpointSelector: inNamespaces(...talosApiNamespaces),
    egress: [
      {
        toEntities: ["kube-apiserver", "host", "remote-node"],
        toPorts: [{ ports: tcp(talosApiPort) }],
      },
    ],
  },
);

/** What the controllers that run the cluster need. They are selected in two ways, and each rule is written for both. */
function allowPlatform(plan: CiliumPlan): CiliumObject[] {
  const controllers = platform(plan);
  const each = (rule: Allowed) => controllers.map((endpointSelector) => ({ endpointSelector, ...rule }));
  return [
    allowing(
      "allow-webhooks",
      "The API server calls the controllers' webhooks, or nothing that they judge can be created.",
      // From another node it arrives as that node: through a tunnel its packets have an address that is not the API's.
      ...each({ ingress: [{ fromEntities: ["kube-apiserver", "remote-node"] }] }),
    ),
    allowing(
      "allow-platform",
      "Controllers reach each other: Flux fetches from its source controller, what is measured from its exporters.",
      ...each({
        ingress: [{ fromEndpoints: [...controllers] }],
        egress: [{ toEndpoints: [...controllers] }],
      }),
    ),
    allowing(
      "allow-api-server",
      "Controllers watch and change the cluster through its API.",
      ...each({
        egress: [{ toEntities: ["kube-apiserver"], toPorts: [{ ports: tcp(kubernetesApiPort) }] }],
      }),
    ),
    allowing(
      "allow-outside",
      "Controllers fetch from Git and registries, and talk to hypervisors and to clusters that they made.",
      ...each({ egress: [{ toEntities: ["world"], toPorts: [{ ports: tcp(...plan.platformPorts) }] }] }),
    ),
  ];
}

/** Both ends agree by a label of their namespace; what runs the cluster is measured without being asked. */
function allowMetrics(plan: CiliumPlan): CiliumObject {
  const scrapers = labelled("scrapes");
  const anyPort = [{ ports: tcp(0) }];
  const measured: readonly Selector[] = [...platform(plan), labelled("scraped")];
  return allowing(
    "allow-metrics",
    "Namespaces that are labelled so fetch metrics: of nodes, of what runs the cluster, and of namespaces that offer them.",
    {
      endpointSelector: scrapers,
      egress: [
        { toEndpoints: [inNamespaces("kube-system"), ...measured], toPorts: anyPort },
        {
          toEntities: ["kube-apiserver", "host", "remote-node"],
          toPorts: [{ ports: tcp(kubernetesApiPort, kubeletPort, ...nodeMetricsPorts) }],
        },
      ],
    },
    ...measured.map((endpointSelector) => ({
      endpointSelector,
      ingress: [{ fromEndpoints: [scrapers], toPorts: anyPort }],
    })),
  );
}
