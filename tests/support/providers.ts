import { resolve } from "node:path";

import { addressAt, parseRange } from "../../components/shared/cidr.ts";
import { readStackFile } from "../../config/index.ts";
import { PROVIDERS, type Provider } from "../../config/schema.ts";
import type { Values } from "./engine.ts";

export { PROVIDERS, type Provider };

const examples = resolve(import.meta.dirname, "..", "..", "examples", "stacks");

/** Values of an example stack file. */
export function exampleValues(name: string): Values {
  return readStackFile(resolve(examples, `${name}.yaml`)).layer.tree;
}

/** How large a stack is, as far as machines that are there already have to be counted. */
export interface Machines {
  readonly controlPlanes: number;
  readonly workers: number;
}

/**
 * The same settings on another provider: only `provider` and the section about it differ. On clouds the section is that of
 * the small example; on one's own hardware it follows the network of the stack.
 */
export function onProvider(values: Values, provider: Provider, machines: Machines): Values {
  return { ...values, provider, [provider]: sectionOf(values, provider, machines) };
}

function sectionOf(values: Values, provider: Provider, machines: Machines): unknown {
  const { nodeCidr } = values["network"] as { readonly nodeCidr: string };
  const place = (offset: number) => addressAt(parseRange(nodeCidr).from, offset);
  const site = { vip: place(5), gateway: place(1) };
  switch (provider) {
    case "proxmox":
      return {
        ...site,
        endpoint: "https://pve.example.org:8006/",
        hosts: ["a", "b", "c"].map((rack) => ({ name: `pve-${rack}`, zone: `rack-${rack}` })),
        addressRange: { from: place(20), to: place(99) },
      };
    case "metal":
      return {
        ...site,
        installDisk: { path: "/dev/nvme0n1" },
        disks: { etcd: "disk.size < 100u * GB", data: "disk.rotational" },
        machines: Array.from({ length: machines.controlPlanes + machines.workers }, (_, index) => ({
          name: `m${index + 1}`,
          // Where Proxmox would put them too: behind the control planes it keeps places for more of them.
          address: place(index < machines.controlPlanes ? 20 + index : 27 + index - machines.controlPlanes),
          mac: `02:00:00:00:00:${(index + 1).toString(16).padStart(2, "0")}`,
          zone: `rack-${"abc".charAt(index % 3)}`,
          pool: index < machines.controlPlanes ? "cp" : "worker",
        })),
      };
    default:
      return exampleValues(`${provider}-small`)[provider];
  }
}
