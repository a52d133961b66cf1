/** The options that the kernel of some releases of Talos is built with. */
export interface KernelBuild {
  /** Minor version of Talos. */
  readonly talos: string;
  /** First and last patch release whose kernels were looked at; all have the options. */
  readonly patches: readonly [number, number];
  /** Where it is written. */
  readonly source: string;
  /** Options of the kernel, without `CONFIG_`, that are on, built in or as a module. */
  readonly on: readonly string[];
}

/**
 * From the kernel configurations of siderolabs/pkgs, `kernel/build/config-amd64` and `config-arm64`, at the commit that each
 * release of Talos names in `pkg/machinery/gendata/data/pkgs`: v1.13.0 for Talos 1.13.0 (Linux 6.18.24) up to f541ca4 for
 * Talos 1.13.9 (Linux 6.18.44). Listed is what a check below asks for and every one of them has, on both architectures.
 */
export const kernelBuilds: readonly KernelBuild[] = [
  {
    talos: "1.13",
    patches: [0, 9],
    source: "siderolabs/pkgs v1.13.0 to v1.13.0-60-gf541ca4, kernel/build",
    on: [
      "AQTION",
      "BNXT",
      "BPF",
      "BPF_EVENTS",
      "BPF_JIT",
      "BPF_LSM",
      "BPF_SYSCALL",
      "CGROUPS",
      "CGROUP_BPF",
      "CRYPTO_AEAD",
      "CRYPTO_AES",
      "CRYPTO_GCM",
      "CRYPTO_SEQIV",
      "CRYPTO_SHA1",
      "CRYPTO_USER_API_HASH",
      "DEBUG_INFO_BTF",
      "ENA_ETHERNET",
      "FIB_RULES",
      "GENEVE",
      "GVE",
      "HYPERV_NET",
      "I40E",
      "ICE",
      "IGB",
      "IGC",
      "INET_ESP",
      "INET_TUNNEL",
      "INET_XFRM_TUNNEL",
      "IXGBE",
      "IXGBEVF",
      "KPROBES",
      "MLX4_EN",
      "MLX5_CORE_EN",
      "NETFILTER_XT_MATCH_MARK",
      "NETFILTER_XT_MATCH_SOCKET",
      "NETFILTER_XT_TARGET_CT",
      "NETFILTER_XT_TARGET_TPROXY",
      "NET_CLS_ACT",
      "NET_CLS_BPF",
      "NET_SCH_FQ",
      "NET_SCH_INGRESS",
      "PERF_EVENTS",
      "QEDE",
      "SCHEDSTATS",
      "SFC",
      "TCP_CONG_BBR",
      "TCP_MD5SIG",
      "VIRTIO_NET",
      "VMXNET3",
      "VXLAN",
      "WIREGUARD",
      "XEN_NETDEV_FRONTEND",
      "XFRM",
      "XFRM_ALGO",
      "XFRM_OFFLOAD",
      "XFRM_STATISTICS",
      "XFRM_USER",
    ],
  },
];

/** Option of the kernel that brings each driver of network cards that Cilium can run XDP programs in. */
export const driverOptions: Readonly<Record<string, string>> = {
  atlantic: "AQTION",
  bnxt_en: "BNXT",
  ena: "ENA_ETHERNET",
  gve: "GVE",
  hv_netvsc: "HYPERV_NET",
  i40e: "I40E",
  ice: "ICE",
  igb: "IGB",
  igc: "IGC",
  ixgbe: "IXGBE",
  ixgbevf: "IXGBEVF",
  mana: "MICROSOFT_MANA",
  mlx4_en: "MLX4_EN",
  mlx5_core: "MLX5_CORE_EN",
  nfp: "NFP",
  qede: "QEDE",
  sfc: "SFC",
  thunderx: "THUNDER_NIC_VF",
  virtio_net: "VIRTIO_NET",
  vmxnet3: "VMXNET3",
  "xen-netfront": "XEN_NETDEV_FRONTEND",
};
