import type { Rule } from "../judge/rule.ts";
import { deliveryRules } from "./delivery/index.ts";
import { kubernetesRules } from "./kubernetes/index.ts";
import { machineRules } from "./machine/index.ts";
import { networkRules } from "./network/index.ts";
import { stackRules } from "./stack/index.ts";
import { talosRules } from "./talos/index.ts";

/** Rules that belong together, for documents. */
interface Area {
  readonly title: string;
  readonly about: string;
  readonly rules: readonly Rule[];
}

/** Every area of the pack, from the ground up. */
export const areas: readonly Area[] = [
  {
    title: "Machines",
    about:
      "Virtual machines of the Pulumi packages proxmoxve, aws, azure-native and gcp. Those of other packages are not looked at.",
    rules: machineRules,
  },
  {
    title: "Networks and load balancers",
    about: "What surrounds the machines on a cloud.",
    rules: networkRules,
  },
  {
    title: "Talos",
    about:
      "Machine configurations: what a preview knows of them, which is the patches, and in up the whole, secrets included.",
    rules: talosRules,
  },
  {
    title: "Kubernetes",
    about:
      "Objects that the stack registers, those in Talos' inline manifests and static pods, and values of Helm charts where they show. " +
      "Most of these are enforced inside the cluster too, by [admission policies](admission.md).",
    rules: kubernetesRules,
  },
  {
    title: "Cilium, Flux, Cluster API and charts",
    about: "What the cluster gets its network, its desired state and its offspring from.",
    rules: deliveryRules,
  },
  {
    title: "The stack as a whole",
    about: "What can only be seen with every resource in view.",
    rules: stackRules,
  },
];

/** Every rule of the pack. A rule that is not in this list does not exist. */
export const rules: readonly Rule[] = areas.flatMap((area) => area.rules);
