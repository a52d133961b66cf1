import { tracingPolicyNames } from "../../components/cilium/plan/index.ts";
import type { Values } from "./engine.ts";

/** Objects of one kind are made alike, so one tracing policy stands for all: every call of this stack costs a run or two. */
const [, ...further] = tracingPolicyNames;

/** The smallest stack that has everything: one control plane, one worker, one host, nothing on the cluster but Cilium. */
export const smallest: Values = {
  profile: "blank",
  environment: { domain: "dev.example.org" },
  cluster: { name: "edge", id: 7 },
  network: { nodeCidr: "192.168.10.0/24" },
  workers: { worker: { count: 1 } },
  proxmox: {
    endpoint: "https://pve.example.org:8006/",
    hosts: [{ name: "pve-1" }],
    vip: "192.168.10.5",
    addressRange: { from: "192.168.10.20", to: "192.168.10.39" },
    gateway: "192.168.10.1",
  },
  cilium: {
    settings: {
      hostFirewall: { mode: "off" },
      tetragon: { policies: Object.fromEntries(further.map((name) => [name, { mode: "off" }])) },
    },
  },
};
