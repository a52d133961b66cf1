import type { CiliumObject } from "../capabilities/capability.ts";
import type { CiliumPlan } from "../plan.ts";
import { clusterDns, inNamespaces, tenants } from "./namespaces.ts";
import { allowing, tcp } from "./policy.ts";

/**
 * Rules that lead traffic through a proxy, which is what makes it visible: Cilium has no other way since pods can no longer
 * be annotated for it.
 */
export function l7VisibilityPolicies({ l7Protocols, settings }: CiliumPlan): CiliumObject[] {
  const { namespaces, ports } = settings.l7;
  return [
    ...(l7Protocols.includes("dns") ? [dns] : []),
    ...(parsesHttp(l7Protocols) ? namespaces.map((namespace) => http(namespace, ports)) : []),
  ];
}

/** gRPC travels over HTTP/2, and the same parser reads it. */
export function parsesHttp(protocols: CiliumPlan["l7Protocols"]): boolean {
  return protocols.includes("http") || protocols.includes("grpc");
}

/** Only towards the cluster's own DNS: answers of any other would decide which addresses a name may be reached at. */
const dns = allowing("l7-dns", "Names that pods ask for are seen, and can be used in policies by name.", {
  endpointSelector: tenants,
  egress: [
    {
      toEndpoints: [clusterDns],
      toPorts: [{ ports: [{ port: "53", protocol: "ANY" }], rules: { dns: [{ matchPattern: "*" }] } }],
    },
  ],
});

/**
 * Requests among the pods of one namespace.
 *
 * A rule that makes visible also allows: without peers it would open these ports to everyone, in spite of default-deny. So
 * it names those of the namespace, and only their incoming side; the outgoing side stays with the application's policy.
 */
function http(namespace: string, ports: readonly number[]): CiliumObject {
  const pods = inNamespaces(namespace);
  return allowing(`l7-http-${namespace}`, `Requests among the pods of ${namespace} are seen.`, {
    endpointSelector: pods,
    ingress: [{ fromEndpoints: [pods], toPorts: [{ ports: tcp(...ports), rules: { http: [{}] } }] }],
  });
}
