import { talosKubeletHardened } from "../../../../policy/rules/talos/talos-kubelet-hardened.ts";
import type { Samples } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

const kubelet = (content: object) => patchedMachine({ machine: { kubelet: content } });
const mounts = (...sources: readonly string[]) =>
  kubelet({
    extraMounts: sources.map((source) => ({ source, destination: source, type: "bind", options: ["bind"] })),
  });

export const samples: Samples = {
  rule: talosKubeletHardened,
  good: {
    "what Talos sets": patchedMachine({ machine: { type: "worker" } }),
    "the same said again": kubelet({
      extraArgs: { "read-only-port": "0", "protect-kernel-defaults": "true" },
      extraConfig: { readOnlyPort: 0, protectKernelDefaults: true },
    }),
    "mounts of data": mounts("/var/mnt/data", "/var/lib/longhorn", "/runtime"),
    "a mount of memory, which has no source": kubelet({
      extraMounts: [{ destination: "/var/lib/scratch", type: "tmpfs" }],
    }),
    "other settings": kubelet({ extraArgs: { "max-pods": "200" } }),
  },
  bad: {
    "a read-only port": {
      subject: kubelet({ extraArgs: { "read-only-port": "10255" }, extraConfig: { readOnlyPort: 10255 } }),
      messages: [
        'machine.kubelet.extraArgs.read-only-port: got "10255", want 0, or leave it out',
        "machine.kubelet.extraConfig.readOnlyPort: got 10255, want 0, or leave it out",
      ],
    },
    "mounts of the system": {
      subject: mounts("/", "/etc/", "/var/lib/", "/var/mnt/../lib/etcd/member", "/run/containerd", "/system"),
      messages: [
        'machine.kubelet.extraMounts[0].source: got "/", want a directory apart from /etc',
        'machine.kubelet.extraMounts[1].source: got "/etc/", want a directory apart from /etc',
        'machine.kubelet.extraMounts[2].source: got "/var/lib/", want a directory apart from /var/lib/etcd',
        'machine.kubelet.extraMounts[3].source: got "/var/mnt/../lib/etcd/member", want a directory apart from /var/lib/etcd',
        'machine.kubelet.extraMounts[4].source: got "/run/containerd", want a directory apart from /run',
        'machine.kubelet.extraMounts[5].source: got "/system", want a directory apart from /system',
      ],
    },
    "kernel defaults that kubelet may change": {
      subject: kubelet({
        extraArgs: { "protect-kernel-defaults": "false" },
        extraConfig: { protectKernelDefaults: false },
      }),
      messages: [
        'machine.kubelet.extraArgs.protect-kernel-defaults: got "false", want true, or leave it out',
        "machine.kubelet.extraConfig.protectKernelDefaults: got false, want true, or leave it out",
      ],
    },
  },
};
