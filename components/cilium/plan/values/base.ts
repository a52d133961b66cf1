import type { CiliumPlan } from "../plan.ts";
import type { ChartValues } from "./merge.ts";

/** What Cilium needs on Talos, whatever its capabilities. */
export function baseValues(plan: CiliumPlan): ChartValues {
  const { settings } = plan;
  return {
    cluster: { name: plan.clusterName, id: plan.clusterId },
    ipam: { mode: "kubernetes" },
    policyEnforcementMode: "default",

    // Policies that only add permissions. Switched off, they would close what they select, nodes among them.
    enableNonDefaultDenyPolicies: true,

    debug: { enabled: settings.debug },

    // KubePrism answers on every node before any Service does, so the agent can start without kube-proxy.
    k8sServiceHost: "localhost",
    k8sServicePort: plan.kubePrismPort,

    // Talos mounts the cgroup v2 hierarchy itself and makes it read-only for others.
    cgroup: { autoMount: { enabled: false }, hostRoot: "/sys/fs/cgroup" },

    // The chart's own lists hold SYS_MODULE, which Talos grants to nobody: modules are part of the image. SYSLOG, for the
    // kernel's log in a sysdump, is left out: `talosctl dmesg` shows that log.
    securityContext: {
      capabilities: {
        ciliumAgent: [
          ...["CHOWN", "KILL", "NET_ADMIN", "NET_RAW", "IPC_LOCK", "SYS_ADMIN", "SYS_RESOURCE"],
          ...["DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"],
        ],
        cleanCiliumState: ["NET_ADMIN", "SYS_ADMIN", "SYS_RESOURCE"],
      },
    },

    operator: { replicas: plan.nodeCount > 1 ? 2 : 1, rollOutPods: true },

    // A toggle that only changes the ConfigMap would otherwise wait for the next restart of the agents.
    rollOutCiliumPods: true,

    ...routing(plan),
  };
}

function routing({ settings, podCidr, cloud }: CiliumPlan): ChartValues {
  return settings.routingMode === "native"
    ? {
        routingMode: "native",
        // On a cloud machines are neighbours of its routers alone, which have routes of their own.
        autoDirectNodeRoutes: !cloud,
        // Machines of peers stand on links of their own as a rule; the network routes to their pods then.
        directRoutingSkipUnreachable: settings.mesh.peers.length > 0,
        ipv4NativeRoutingCIDR: settings.mesh.nativeRoutingCidr ?? podCidr,
      }
    : { routingMode: "tunnel", tunnelProtocol: settings.tunnelProtocol };
}
