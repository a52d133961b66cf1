import { machineControlPlaneProtected } from "../../../../policy/rules/machine/machine-control-plane-protected.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsMachine, azureMachine, gcpMachine, proxmoxClone, proxmoxMachine } from "./builders.ts";

const open = (sample: Sample, name: string): Sample => ({ ...sample, name, protect: false });
const unprotected = ["option protect: got false, want true"];
const configurationOf = (role: string): string => `machine:\n  type: ${role}\n`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** How `machine-control-plane-protected` is to judge, and with it how control planes are told from other machines. */
export const samples: Samples = {
  rule: machineControlPlaneProtected,
  good: {
    "a protected control plane": proxmoxMachine(),
    "a protected control plane whose tags are not known": {
      ...awsMachine({ tags: unknown }),
      name: "edge-1",
    },
    "a worker": open(proxmoxMachine(), "edge-worker-1"),
    "a worker of a cluster that is named after control planes": open(azureMachine(), "cpLabWorker1"),
    "a worker by its tags": open(
      awsMachine({ tags: { cluster: "kube-master-lab", role: "worker" } }),
      "edge-1",
    ),
    "a master of something else": open(gcpMachine({ name: "redis-master" }), "redis-master"),
    "a machine that its configuration makes a worker": open(
      awsMachine({ userData: configurationOf("worker") }),
      "edge-cp-1",
    ),
    "a machine that only sounds like one": open(
      gcpMachine({ name: "mastery", labels: { app: "cpan" } }),
      "edge-1",
    ),
  },
  bad: {
    "a control plane on Proxmox": { subject: open(proxmoxMachine(), "edge-cp-1"), messages: unprotected },
    "a machine whose tags are not known and need not be": {
      subject: open(awsMachine({ tags: unknown }), "edgeControlPlane2"),
      messages: unprotected,
    },
    "a machine that only its own name tells of": {
      subject: open(gcpMachine({ name: "edge-k8s-master-0" }), "edge-1"),
      messages: unprotected,
    },
    "a machine that only its configuration tells of": {
      subject: open(awsMachine({ userData: configurationOf("controlplane"), tags: unknown }), "node-1"),
      messages: unprotected,
    },
    "a machine of a worker's name that its configuration makes a control plane": {
      subject: open(azureMachine({ userData: base64(configurationOf("init")) }), "edge-worker-1"),
      messages: unprotected,
    },
    "a machine whose configuration is not known": {
      subject: open(awsMachine({ userData: unknown }), "edge-cp-1"),
      messages: unprotected,
    },
    "a machine whose user data is for something else": {
      subject: open(awsMachine({ userData: "#cloud-config\npackages: []\n" }), "kubernetes-master"),
      messages: unprotected,
    },
    "a machine that only its words tell of": {
      subject: open(proxmoxClone({ name: "edge-1", tags: ["controlplane"] }), "edge-1"),
      messages: unprotected,
    },
    "a machine that only its tags tell of": {
      subject: open(azureMachine({ tags: { "node-role.kubernetes.io/control-plane": "" } }), "edge-1"),
      messages: unprotected,
    },
  },
  notJudged: {
    "a machine that only its tags could tell of": {
      subject: open(awsMachine({ tags: unknown }), "edge-1"),
      paths: ["tags"],
    },
  },
};
