import type { MachineSettings } from "../settings.ts";
import { document, type Patch } from "./patch.ts";

/** What every machine of every cluster gets. */
export function basePatches(settings: MachineSettings): Patch[] {
  return [
    installerImage(settings),
    noNetworkPlugin,
    kubeProxy(settings),
    kubePrism,
    hostDns(settings),
    kubeletServingCertificate,
    ...systemVolumeEncryption(settings),
    ...debugLog(settings),
  ];
}

/** The installer of the machine's own schematic: any other would install a system without its extensions. */
function installerImage(settings: MachineSettings): Patch {
  return { machine: { install: { image: settings.installerImage } } };
}

/** Cilium is installed afterwards; Talos' Flannel must never have been there. */
const noNetworkPlugin: Patch = { cluster: { network: { cni: { name: "none" } } } };

/** Where Cilium takes kube-proxy's place there must be none: two of them would not know of each other's connections. */
function kubeProxy({ kubeProxy: enabled = false }: MachineSettings): Patch {
  return { cluster: { proxy: { disabled: !enabled } } };
}

/** Every machine balances over the API servers by itself, so neither Cilium nor kubelet depends on the VIP. */
const kubePrism: Patch = { machine: { features: { kubePrism: { enabled: true, port: 7445 } } } };

function hostDns({ hostDnsForwarding = false }: MachineSettings): Patch {
  return { machine: { features: { hostDNS: { enabled: true, forwardKubeDNSToHost: hostDnsForwarding } } } };
}

/** A certificate signed by the cluster instead of the kubelet's own, so that logs and metrics are read verified. */
const kubeletServingCertificate: Patch = {
  machine: { kubelet: { extraArgs: { "rotate-server-certificates": "true" } } },
};

/** EPHEMERAL's key is bound to the STATE volume as well: the disk alone does not open it. */
function systemVolumeEncryption(settings: MachineSettings): Patch[] {
  const state = volumeEncryption(settings);
  const ephemeral = volumeEncryption(settings, { lockToState: true });
  return state === undefined
    ? []
    : [
        document("VolumeConfig", { name: "STATE", encryption: state }),
        document("VolumeConfig", { name: "EPHEMERAL", encryption: ephemeral }),
      ];
}

/** How a volume is encrypted, or undefined where the cluster's are not. */
export function volumeEncryption(
  { diskEncryption }: MachineSettings,
  keyOptions: object = {},
): object | undefined {
  if (diskEncryption === undefined) {
    return undefined;
  }
  const key = diskEncryption.key === "tpm" ? { tpm: {} } : { nodeID: {} };
  return { provider: "luks2", keys: [{ slot: 0, ...key, ...keyOptions }] };
}

function debugLog({ debug = false }: MachineSettings): Patch[] {
  return debug ? [{ debug }] : [];
}
