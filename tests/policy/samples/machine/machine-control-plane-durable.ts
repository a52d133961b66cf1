import { machineControlPlaneDurable } from "../../../../policy/rules/machine/machine-control-plane-durable.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { awsMachine, azureMachine, azureMachines, gcpMachine, proxmoxMachine } from "./builders.ts";

const spot = { instanceMarketOptions: { marketType: "spot" } };

/** How `machine-control-plane-durable` is to judge. */
export const samples: Samples = {
  rule: machineControlPlaneDurable,
  good: {
    "a control plane on Proxmox": proxmoxMachine(),
    "a control plane on Proxmox that says nothing of its host's start": proxmoxMachine({ onBoot: null }),
    "a control plane on AWS": awsMachine(),
    "a control plane on Azure": azureMachine({ priority: "Regular" }),
    "a control plane on Google Cloud": gcpMachine({ scheduling: { provisioningModel: "STANDARD" } }),
    "a worker that may go": { ...awsMachine({ ...spot, instanceType: "t3.large" }), name: "edge-worker-1" },
  },
  bad: {
    "a control plane on Proxmox that stays down with its host": {
      subject: proxmoxMachine({ onBoot: false }),
      messages: ["onBoot: got false, want true"],
    },
    "a control plane on Proxmox that is restarted by an update": {
      subject: proxmoxMachine({ rebootAfterUpdate: null }),
      messages: ["rebootAfterUpdate: got nothing, want false"],
    },
    "a control plane on AWS": {
      subject: awsMachine({ ...spot, instanceType: "t3.large" }),
      messages: [
        'instanceMarketOptions.marketType: got "spot", want none',
        'instanceType: got "t3.large", want a size with steady performance, such as m7i.large',
      ],
    },
    "a request for spot machines": {
      subject: { ...awsMachine(), type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest" },
      messages: ["type: got a spot request, want an instance"],
    },
    "a control plane on Azure": {
      subject: azureMachine({ priority: "Spot", hardwareProfile: { vmSize: "Standard_B4ms" } }),
      messages: [
        'priority: got "Spot", want "Regular"',
        'hardwareProfile.vmSize: got "Standard_B4ms", want a size with steady performance, such as Standard_D4s_v5',
      ],
    },
    "a set of control planes on Azure": {
      subject: {
        ...azureMachines(),
        name: "edge-control-plane",
        props: { sku: { name: "Standard_B2s" }, virtualMachineProfile: { priority: "Low" } },
      },
      messages: [
        'virtualMachineProfile.priority: got "Low", want "Regular"',
        'sku.name: got "Standard_B2s", want a size with steady performance, such as Standard_D4s_v5',
      ],
    },
    "a control plane on Google Cloud": {
      subject: gcpMachine({
        machineType: "zones/europe-west3-a/machineTypes/e2-medium",
        scheduling: { preemptible: true, provisioningModel: "SPOT" },
      }),
      messages: [
        "scheduling.preemptible: got true, want false",
        'scheduling.provisioningModel: got "SPOT", want "STANDARD"',
        'machineType: got "zones/europe-west3-a/machineTypes/e2-medium", want a size with cores of its own, such as e2-standard-4',
      ],
    },
  },
  notJudged: {
    "a size that is not known": { subject: awsMachine({ instanceType: unknown }), paths: ["instanceType"] },
  },
};
