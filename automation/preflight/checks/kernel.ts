import type { StackConfig } from "../../../config/index.ts";
import { ciliumPlanArgs } from "../../../config/index.ts";
import type { Check } from "../check.ts";
import { failed, passed, skipped } from "../check.ts";
import type { KernelBuild } from "./kernel-options.ts";
import { driverOptions, kernelBuilds } from "./kernel-options.ts";

/** A part of the kernel that something of the stack is built on. */
export interface KernelNeed {
  /** What needs it, as people call it. */
  readonly feature: string;
  /** Options without `CONFIG_`. */
  readonly options: readonly string[];
}

/**
 * What the capabilities of Cilium that are on need of the kernel: "System Requirements" in Cilium's documentation; for
 * Tetragon its FAQ, for BGP passwords the kernel's TCP MD5.
 */
export function kernelNeeds(config: StackConfig): KernelNeed[] {
  const { capabilities, settings } = config.cilium;
  const { nodeCount, versions } = config;
  const charts = { ciliumVersion: versions.cilium, tetragonVersion: versions.tetragon };
  const { nicDriver } = ciliumPlanArgs(config, { charts, nodeCount }).settings ?? {};
  const driver = nicDriver === undefined ? undefined : driverOptions[nicDriver];
  const bbr = settings.bandwidth.bbr ?? (settings.hostRouting === "ebpf" ? "pods" : "off");
  const l7 = capabilities.l7Visibility.enabled || capabilities.advancedPolicy;
  const needs: readonly (KernelNeed & { readonly used: boolean })[] = [
    { feature: "eBPF", used: true, options: ebpf },
    {
      feature: "XDP",
      used: settings.loadBalancing.acceleration !== "disabled",
      options: ["BPF_SYSCALL", "BPF_JIT", ...(driver === undefined ? [] : [driver])],
    },
    { feature: "BBR", used: capabilities.bandwidthManager && bbr !== "off", options: ["TCP_CONG_BBR"] },
    { feature: "fair queueing", used: capabilities.bandwidthManager, options: ["NET_SCH_FQ"] },
    { feature: "WireGuard", used: capabilities.wireguard, options: ["WIREGUARD"] },
    { feature: "IPsec", used: settings.encryption.ipsec.enabled, options: ipsec },
    {
      feature: "tunnels",
      used: settings.routingMode === "tunnel",
      options: ["VXLAN", "GENEVE", "FIB_RULES"],
    },
    { feature: "redirection to the proxy", used: l7, options: proxy },
    {
      feature: "authenticated BGP",
      used: capabilities.bgp && settings.bgp.peers.some(({ authenticated }) => authenticated),
      options: ["TCP_MD5SIG"],
    },
    { feature: "Tetragon", used: capabilities.tetragon, options: tetragon },
  ];
  return needs.filter(({ used }) => used).map(({ feature, options }) => ({ feature, options }));
}

const ebpf = [
  "BPF",
  "BPF_SYSCALL",
  "BPF_JIT",
  "NET_CLS_BPF",
  "NET_CLS_ACT",
  "NET_SCH_INGRESS",
  "CRYPTO_SHA1",
  "CRYPTO_USER_API_HASH",
  "CGROUPS",
  "CGROUP_BPF",
  "PERF_EVENTS",
  "SCHEDSTATS",
];

const ipsec = [
  "XFRM",
  "XFRM_OFFLOAD",
  "XFRM_STATISTICS",
  "XFRM_ALGO",
  "XFRM_USER",
  "INET_ESP",
  "INET_XFRM_TUNNEL",
  "INET_TUNNEL",
  "CRYPTO_AEAD",
  "CRYPTO_GCM",
  "CRYPTO_SEQIV",
  "CRYPTO_AES",
];

const proxy = [
  "NETFILTER_XT_TARGET_TPROXY",
  "NETFILTER_XT_TARGET_CT",
  "NETFILTER_XT_MATCH_MARK",
  "NETFILTER_XT_MATCH_SOCKET",
];

const tetragon = ["DEBUG_INFO_BTF", "KPROBES", "BPF_EVENTS", "BPF_LSM"];

/** Checks the kernel of the pinned Talos against what is switched on, by the configuration that it is built with. */
export function kernelChecks(config: StackConfig, builds: readonly KernelBuild[] = kernelBuilds): Check[] {
  const { talos, kernel } = config.versions;
  const build = builds.find((one) => isOf(one, talos));
  return kernelNeeds(config).map(({ feature, options }) => {
    const subject = { check: "kernel", lookedAt: `${feature} in Linux ${kernel} of Talos ${talos}` };
    if (build === undefined) {
      return skipped(subject, `what the kernel of Talos ${talos} is built with is not known here`);
    }
    const missing = options.filter((option) => !build.on.includes(option));
    return missing.length === 0
      ? passed(subject, `built in, says ${build.source}`)
      : failed(
          subject,
          `the kernel is built without ${missing.map((option) => `CONFIG_${option}`).join(", ")}`,
          "Switch off what needs it, or choose a Talos whose kernel has it.",
        );
  });
}

function isOf({ talos, patches: [first, last] }: KernelBuild, version: string): boolean {
  const [, minor, patch] = /^(\d+\.\d+)\.(\d+)$/.exec(version) ?? [];
  return minor === talos && Number(patch) >= first && Number(patch) <= last;
}
