/** What Cilium can do with a network card. */
interface NicDriver {
  /** First kernel whose driver runs XDP programs. Default: none does. */
  readonly xdp?: string;

  /** Whether Cilium names the driver among those that send BIG TCP packets. Default: false. */
  readonly bigTcp?: boolean;
}

/**
 * Network cards by the name of their Linux driver, as `ethtool -i` and Talos' `links` show it. What is not listed has neither.
 *
 * From Cilium's documentation: the drivers of XDP in "BPF and XDP Reference Guide", those of BIG TCP in the "Tuning Guide".
 */
const nicDrivers: Readonly<Record<string, NicDriver>> = {
  atlantic: { xdp: "5.19" },
  bnxt_en: { xdp: "4.11" },
  ena: { xdp: "5.6" },
  gve: { xdp: "6.4" },
  hv_netvsc: { xdp: "5.6" },
  i40e: { xdp: "4.13" },
  ice: { xdp: "5.5", bigTcp: true },
  igb: { xdp: "5.10" },
  igc: { xdp: "5.13" },
  ixgbe: { xdp: "4.12" },
  ixgbevf: { xdp: "4.17" },
  mana: { xdp: "5.17" },
  mlx4_en: { xdp: "4.8", bigTcp: true },
  mlx5_core: { xdp: "4.9", bigTcp: true },
  nfp: { xdp: "4.10" },
  qede: { xdp: "4.10" },
  sfc: { xdp: "5.5" },
  thunderx: { xdp: "4.12" },
  virtio_net: { xdp: "4.10" },
  vmxnet3: { xdp: "6.6" },
  "xen-netfront": { xdp: "5.9" },
};

/** What Cilium can do with a driver; nothing where the driver is not known. */
export function nicDriver(name: string | undefined): NicDriver {
  return (name === undefined ? undefined : nicDrivers[name]) ?? {};
}
