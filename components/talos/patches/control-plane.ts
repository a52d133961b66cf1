import type { MachineSettings } from "../settings.ts";
import { nodeSubnets } from "./cluster.ts";
import type { Patch } from "./patch.ts";

/** What every control plane gets. */
export function controlPlanePatches(settings: MachineSettings): Patch[] {
  return [
    etcdAddress(settings),
    ...podSecurity(settings),
    auditPolicy(settings),
    ...extraManifests(settings),
    ...talosApiAccess(settings),
    ...schedulable(settings),
  ];
}

/** Else etcd may advertise the VIP, which moves away with the next election. */
function etcdAddress(settings: MachineSettings): Patch {
  return { cluster: { etcd: { advertisedSubnets: nodeSubnets(settings) } } };
}

function podSecurity({ podSecurity: wanted }: MachineSettings): Patch[] {
  if (wanted === undefined) {
    return [];
  }
  // Talos' own list has kube-system in it, and lists grow when they are merged.
  const namespaces = (wanted.exemptNamespaces ?? []).filter((namespace) => namespace !== "kube-system");
  const configuration = {
    apiVersion: "pod-security.admission.config.k8s.io/v1",
    kind: "PodSecurityConfiguration",
    defaults: { enforce: wanted.level, "enforce-version": "latest" },
    exemptions: { namespaces },
  };
  return [{ cluster: { apiServer: { admissionControl: [{ name: "PodSecurity", configuration }] } } }];
}

function auditPolicy({ auditPolicy: level = "metadata" }: MachineSettings): Patch {
  return {
    cluster: {
      apiServer: { auditPolicy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: auditRules[level] } },
    },
  };
}

const auditRules = {
  none: [{ level: "None" }],
  metadata: [{ level: "Metadata" }],
  request: [
    // The content of these is what the log must not give away.
    {
      level: "Metadata",
      resources: [
        { group: "", resources: ["secrets", "serviceaccounts/token"] },
        { group: "authentication.k8s.io", resources: ["tokenreviews"] },
      ],
    },
    { level: "Request", verbs: ["create", "update", "patch", "delete", "deletecollection"] },
    { level: "Metadata" },
  ],
};

function extraManifests({ extraManifests: urls = [] }: MachineSettings): Patch[] {
  return urls.length === 0 ? [] : [{ cluster: { extraManifests: [...urls] } }];
}

/** Control planes only: they are the ones whose Talos API pods can reach. */
function talosApiAccess({ talosApiAccess: access }: MachineSettings): Patch[] {
  if (access === undefined) {
    return [];
  }
  const kubernetesTalosAPIAccess = {
    enabled: true,
    allowedRoles: [...access.roles],
    allowedKubernetesNamespaces: [...access.namespaces],
  };
  return [{ machine: { features: { kubernetesTalosAPIAccess } } }];
}

function schedulable({ schedulableControlPlanes = false }: MachineSettings): Patch[] {
  return schedulableControlPlanes ? [{ cluster: { allowSchedulingOnControlPlanes: true } }] : [];
}
