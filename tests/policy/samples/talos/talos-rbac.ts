import { stringify } from "yaml";

import { talosRbac } from "../../../../policy/rules/talos/talos-rbac.ts";
import type { Samples } from "../../support/sample.ts";
import { cloudMachine, patchedMachine } from "./builders.ts";

const rbac = (value: boolean) => ({ machine: { type: "controlplane", features: { rbac: value } } });

const userData = stringify(rbac(false));
const packed = Buffer.from(userData).toString("base64");

/** The platforms' ways of giving a machine its configuration at creation. */
const carriers: readonly (readonly [type: string, props: Readonly<Record<string, unknown>>])[] = [
  ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", { userDataBase64: packed }],
  ["gcp:compute/regionInstanceTemplate:RegionInstanceTemplate", { metadata: { "user-data": userData } }],
  ["azure-native:compute/v20240701:VirtualMachine", { osProfile: { customData: packed } }],
  ["azure-native_compute_v20240701:compute:VirtualMachine", { userData: packed }],
  [
    "azure-native_compute_v20240701:compute:VirtualMachineScaleSet",
    { virtualMachineProfile: { osProfile: { customData: packed } } },
  ],
];

export const samples: Samples = {
  rule: talosRbac,
  good: {
    "what Talos does anyway": patchedMachine({ machine: { type: "controlplane" } }),
    "true said again": patchedMachine(rbac(true)),
  },
  bad: {
    ...Object.fromEntries(
      carriers.map(([type, props]) => [
        `no roles, by ${type}`,
        { subject: { type, props }, messages: ["machine.features.rbac: got false, want true"] },
      ]),
    ),
    "no roles": {
      subject: cloudMachine(rbac(false)),
      messages: ["machine.features.rbac: got false, want true"],
    },
  },
};
