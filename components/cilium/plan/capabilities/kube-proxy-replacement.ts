import { clashIf } from "../conflicts/conflict.ts";
import type { Conflict } from "../conflicts/conflict.ts";
import { nicDriver } from "../nic-drivers.ts";
import type { CiliumPlan } from "../plan.ts";
import { serviceHealthPort } from "../policies/node-ports.ts";
import type { ChartValues } from "../values/merge.ts";
import type { Capability } from "./capability.ts";

const dsrSource = "Cilium documentation, Kubernetes Without kube-proxy, Direct Server Return";

/** What the choices within load balancing cannot go with. */
const conflicts: readonly Conflict[] = [
  {
    id: "load-balancing-needs-kube-proxy-replacement",
    reason: "kube-proxy knows neither direct answers nor XDP",
    source: "Cilium documentation, Kubernetes Without kube-proxy",
    remedy: "Switch kubeProxyReplacement on, or leave mode at snat and acceleration at disabled.",
    clashes: ({ on, settings: { loadBalancing } }) => [
      ...clashIf(
        !on.kubeProxyReplacement && loadBalancing.mode !== "snat",
        "settings.loadBalancing.mode",
        loadBalancing.mode,
        "snat while kubeProxyReplacement is off",
      ),
      ...clashIf(
        !on.kubeProxyReplacement && loadBalancing.acceleration !== "disabled",
        "settings.loadBalancing.acceleration",
        loadBalancing.acceleration,
        "disabled while kubeProxyReplacement is off",
      ),
    ],
  },
  {
    id: "ebpf-host-routing-needs-kube-proxy-replacement",
    reason: "kube-proxy's rules lie in the host's network stack, which eBPF host routing goes around",
    source: "Cilium documentation, Tuning Guide, eBPF Host-Routing, requirements",
    remedy: "Switch kubeProxyReplacement on, or choose legacy host routing.",
    clashes: ({ on, settings: { hostRouting } }) =>
      clashIf(
        !on.kubeProxyReplacement && hostRouting === "ebpf",
        "settings.hostRouting",
        hostRouting,
        "legacy while kubeProxyReplacement is off",
      ),
  },
  {
    id: "dsr-excludes-vxlan",
    reason:
      "a VXLAN header has no place for the Service that a backend answers for, and the agent refuses to start",
    source: dsrSource,
    remedy: "Choose tunnelProtocol geneve, routingMode native, or mode snat.",
    clashes: (plan) =>
      clashIf(
        usesDsr(plan) && isTunnel(plan, "vxlan"),
        "settings.loadBalancing.mode",
        plan.settings.loadBalancing.mode,
        "snat in a VXLAN tunnel",
      ),
  },
  {
    id: "dsr-in-a-tunnel-needs-geneve-dispatch",
    reason: "an IP option does not survive the encapsulation, and the agent refuses to start",
    source: dsrSource,
    remedy: "Leave dsrDispatch out, or choose routingMode native.",
    clashes: (plan) =>
      clashIf(
        usesDsr(plan) && isTunnel(plan, "geneve") && plan.settings.loadBalancing.dsrDispatch !== "geneve",
        "settings.loadBalancing.dsrDispatch",
        plan.settings.loadBalancing.dsrDispatch,
        "geneve in a tunnel",
      ),
  },
  {
    id: "xdp-needs-nic-driver",
    reason: "with native acceleration an agent does not start on a card whose driver cannot run XDP programs",
    source: "Cilium documentation, Kubernetes Without kube-proxy, LoadBalancer & NodePort XDP Acceleration",
    remedy: "Choose best-effort, or name the driver of the nodes' network cards in nicDriver.",
    clashes: ({ settings: { loadBalancing, nicDriver: driver } }) =>
      clashIf(
        loadBalancing.acceleration === "native" && nicDriver(driver).xdp === undefined,
        "settings.loadBalancing.acceleration",
        "native",
        `disabled or best-effort with the NIC driver ${driver ?? "(none named)"}`,
      ),
  },
];

/** Services in eBPF instead of iptables. */
export const kubeProxyReplacement: Capability = {
  name: "kubeProxyReplacement",
  purpose: "Balances Services in eBPF; Talos runs no kube-proxy.",
  cost: "Less processor time than kube-proxy; tools that look for kube-proxy's rules find none.",
  check: {
    command: "kubectl -n kube-system exec ds/cilium -- cilium-dbg status --verbose",
    shows: "`KubeProxyReplacement: True`, with the protocols and devices.",
  },
  conflicts,
  values: (plan, on) =>
    on
      ? { kubeProxyReplacement: true, ...balancing(plan) }
      : { kubeProxyReplacement: false, loadBalancer: { acceleration: "disabled" } },
};

/** Whether answers to any clients go straight to them. */
export function usesDsr({ settings }: CiliumPlan): boolean {
  return settings.loadBalancing.mode !== "snat";
}

function isTunnel({ settings }: CiliumPlan, protocol: "vxlan" | "geneve"): boolean {
  return settings.routingMode === "tunnel" && settings.tunnelProtocol === protocol;
}

function balancing(plan: CiliumPlan): ChartValues {
  const { loadBalancing, routingMode } = plan.settings;
  const { mode, algorithm, acceleration, dsrDispatch, maglevTableSize } = loadBalancing;
  return {
    // What DSR alone uses stays away without it: BIG TCP takes offence at a dispatch that is not even in use.
    loadBalancer: { mode, algorithm, acceleration, ...(usesDsr(plan) && { dsrDispatch }) },
    // Load balancers of Google ask each machine there, as they would ask kube-proxy.
    ...(plan.cloud && { kubeProxyReplacementHealthzBindAddr: `0.0.0.0:${serviceHealthPort}` }),
    ...(algorithm === "maglev" && { maglev: { tableSize: maglevTableSize } }),
    // Native routing needs no tunnel but this one.
    ...(usesDsr(plan) &&
      dsrDispatch === "geneve" &&
      routingMode === "native" && { tunnelProtocol: "geneve" }),
  };
}
