/** How fast senders may go, and in how large pieces. */
export interface BandwidthSettings {
  /**
   * Whose TCP connections use BBR instead of CUBIC: those of every pod (`pods`, which needs eBPF host routing), only those of
   * pods on the host network (`host`), or none (`off`). Default: `pods` with eBPF host routing, else `off`.
   */
  readonly bbr?: "pods" | "host" | "off";

  /** Passes packets of up to 192 KiB through the host's network stack (BIG TCP for IPv4). Default: false. */
  readonly bigTcp?: boolean;
}

/** Fills in the defaults that depend on nothing else. */
export function resolveBandwidth(given: BandwidthSettings) {
  return { bbr: given.bbr, bigTcp: given.bigTcp ?? false } as const;
}
