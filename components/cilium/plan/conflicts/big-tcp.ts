import { usesDsr } from "../capabilities/kube-proxy-replacement.ts";
import { nicDriver } from "../nic-drivers.ts";
import type { CiliumPlan } from "../plan.ts";
import { clashIf } from "./conflict.ts";
import type { Conflict } from "./conflict.ts";

const path = "settings.bandwidth.bigTcp";
const source = "Cilium documentation, Tuning Guide, IPv4 BIG TCP, requirements";

/** What BIG TCP needs. Where something is missing, the agent does not start or the setting does nothing. */
export const bigTcpConflicts: readonly Conflict[] = [
  needs({
    id: "big-tcp-needs-native-routing",
    reason: "packets of that size do not fit into a tunnel yet, and the agent refuses to start",
    remedy: "Choose routingMode native, or leave bigTcp off.",
    missing: ({ settings }) => settings.routingMode === "tunnel",
    allowed: "false in a tunnel",
  }),
  needs({
    id: "big-tcp-needs-ebpf-host-routing",
    reason: "the host's own network stack cuts them to 64 KiB, and the agent refuses to start",
    remedy: "Choose hostRouting ebpf with kubeProxyReplacement on, or leave bigTcp off.",
    missing: ({ on, settings }) => settings.hostRouting === "legacy" || !on.kubeProxyReplacement,
    allowed: "false without eBPF host routing",
  }),
  needs({
    id: "big-tcp-excludes-encryption",
    reason: "Cilium supports it only for packets that leave the node as they are",
    remedy: "Switch wireguard and IPsec off, or leave bigTcp off.",
    missing: ({ on, settings }) => on.wireguard || settings.encryption.ipsec.enabled,
    allowed: "false with encryption between the nodes",
  }),
  needs({
    id: "big-tcp-excludes-geneve-dispatch",
    reason:
      "the dispatch is a tunnel, which such packets do not fit into yet, and the agent refuses to start",
    remedy: "Choose loadBalancing.dsrDispatch opt, or leave bigTcp off.",
    missing: (plan) => usesDsr(plan) && plan.settings.loadBalancing.dsrDispatch === "geneve",
    allowed: "false with the DSR dispatch geneve",
  }),
  {
    id: "big-tcp-needs-nic-driver",
    reason: "only cards with the drivers ice, mlx4_en and mlx5_core send packets of that size",
    source,
    remedy: "Name such a driver in nicDriver where the nodes have it, or leave bigTcp off.",
    clashes: ({ settings }) =>
      clashIf(
        settings.bandwidth.bigTcp && nicDriver(settings.nicDriver).bigTcp !== true,
        path,
        true,
        `false with the NIC driver ${settings.nicDriver ?? "(none named)"}`,
      ),
  },
];

interface BigTcpNeed extends Pick<Conflict, "id" | "reason" | "remedy"> {
  readonly missing: (plan: CiliumPlan) => boolean;
  readonly allowed: string;
}

function needs({ missing, allowed, ...row }: BigTcpNeed): Conflict {
  return {
    ...row,
    source,
    clashes: (plan) => clashIf(plan.settings.bandwidth.bigTcp && missing(plan), path, true, allowed),
  };
}
