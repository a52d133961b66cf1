import { plannedVms } from "../../../../config/planned-machines.ts";
import type { Inquiry } from "../../inquiry.ts";
import type { Surroundings } from "../../surroundings.ts";
import { lookAtProxmox } from "./facts.ts";
import { judgeProxmox } from "./judge.ts";

/** What there is to find out about the Proxmox cluster of a stack; nothing on another provider. */
export function proxmoxInquiry({ config, secrets, own, network }: Surroundings): Inquiry[] {
  const { proxmox } = config;
  if (proxmox === undefined) {
    return [];
  }
  const { endpoint, insecure } = proxmox;
  const token = secrets.proxmoxApiToken;
  return [
    {
      provider: {
        name: "proxmoxve",
        sdk: "@muhlba91/pulumi-proxmoxve",
        settings: { endpoint, insecure },
        secrets: { apiToken: token },
      },
      async look(ask) {
        const hosts = proxmox.hosts.map(({ name }) => name);
        const facts = await lookAtProxmox(ask, { endpoint, insecure, token, network }, hosts);
        return judgeProxmox({ proxmox, vms: plannedVms(config), own }, facts);
      },
    },
  ];
}
