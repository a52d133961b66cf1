import { posix } from "node:path";

import type { Value } from "../../judge/value.ts";
import { switchOf, valuesOf } from "../../shapes/talos/arguments.ts";
import { foundAmongSecrets } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { cisBenchmark } from "../../references.ts";

/** What Talos has right already, by argument and by key of `extraConfig`. */
const kept = [
  {
    argument: "read-only-port",
    key: "readOnlyPort",
    want: "0",
    holds: (value: Value) => value.number() === 0,
  },
  {
    argument: "protect-kernel-defaults",
    key: "protectKernelDefaults",
    want: "true",
    holds: (value: Value) => switchOf(value) === true,
  },
];

/** Directories of a machine with its secrets, its sockets or the data of etcd. */
const guardedDirectories = ["/etc", "/run", "/system", "/var/lib/etcd"];

/**
 * Neither arguments nor `extraConfig` of kubelet undo what Talos sets, and no extra mount gives it, and pods by it, the
 * directories of the system. Other settings of kubelet are not judged.
 */
export const talosKubeletHardened = configurationRule({
  id: "talos-kubelet-hardened",
  title: "Kubelets keep the hardening of Talos",
  rationale:
    "The read-only port tells everybody about every pod without asking who they are, and without protected kernel defaults kubelet changes the hardened kernel. By a mount of the system's directories pods reach what Talos keeps from them.",
  severity: "medium",
  remedy:
    "Take the setting out of `machine.kubelet.extraArgs` and `machine.kubelet.extraConfig`, in InfraFlux out of `infraflux:talos:patches`. Mount directories for data only, such as those under /var/mnt.",
  references: [cisBenchmark("4.2.4")],
  check: ({ main }, { report, each }) => {
    const kubelet = main.at("machine", "kubelet");
    each(kept, ({ argument, key, want, holds }) => {
      each([kubelet.at("extraArgs", argument), kubelet.at("extraConfig", key)], (setting) => {
        each(valuesOf(setting), (value) => {
          if (!holds(value)) {
            report(`${value.path}: got ${foundAmongSecrets(value)}, want ${want}, or leave it out`);
          }
        });
      });
    });
    each(kubelet.at("extraMounts").list(), (mount) => {
      const source = mount.at("source");
      const path = source.text();
      const directory = guardedDirectories.find(
        (one) => path !== undefined && overlap(posix.join("/", path), one),
      );
      if (directory !== undefined) {
        report(`${source.path}: got ${foundAmongSecrets(source)}, want a directory apart from ${directory}`);
      }
    });
  },
});

/** Whether one of two absolute paths is in the other, or both are the same. */
function overlap(one: string, other: string): boolean {
  const [up] = posix.relative(one, other).split("/");
  const [down] = posix.relative(other, one).split("/");
  return up !== ".." || down !== "..";
}
