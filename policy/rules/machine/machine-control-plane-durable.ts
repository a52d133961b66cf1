import type { Resource } from "../../judge/resource.ts";
import type { ResourceRule } from "../../judge/rule.ts";
import type { Value } from "../../judge/value.ts";
import { found, wantFlag } from "../../shapes/found.ts";
import {
  awsMachines,
  azureMachines,
  azureProfile,
  gcpMachines,
  proxmoxMachines,
} from "../../shapes/machine.ts";
import { platformOf } from "../../shapes/platform.ts";
import { isControlPlane } from "../../shapes/role.ts";
import { talosDocs } from "../../references.ts";

type Report = (message: string) => void;

/** Control planes are not taken away, slowed down or restarted when it suits the platform. */
export const machineControlPlaneDurable: ResourceRule = {
  id: "machine-control-plane-durable",
  scope: "resource",
  title: "Control planes run on machines that stay",
  rationale:
    "etcd needs a majority of its members and quick disks and processors. Machines that the platform takes back, throttles or restarts together cost the cluster its quorum.",
  severity: "high",
  remedy:
    "Choose a standard machine size at the regular price. On Proxmox set `onBoot: true`, and `rebootAfterUpdate: false` so that a new size does not restart all members at once.",
  references: [
    {
      title: "etcd 3.6 documentation, Hardware recommendations",
      url: "https://etcd.io/docs/v3.6/op-guide/hardware/",
    },
    talosDocs("System requirements", "getting-started/system-requirements"),
  ],
  types: [...proxmoxMachines, ...awsMachines, ...azureMachines, ...gcpMachines],
  check: (resource, { report }) => {
    const platform = platformOf(resource);
    if (platform !== undefined && isControlPlane(resource)) {
      checks[platform](resource, report);
    }
  },
};

const checks = {
  aws: ({ type, props }: Resource, report: Report) => {
    if (type.endsWith(":SpotInstanceRequest")) {
      report("type: got a spot request, want an instance");
    }
    refuse(props.at("instanceMarketOptions", "marketType"), /^spot$/, "none", report);
    refuse(props.at("instanceType"), /^t\d/, "a size with steady performance, such as m7i.large", report);
  },
  azure: (resource: Resource, report: Report) => {
    const profile = azureProfile(resource);
    const size = "a size with steady performance, such as Standard_D4s_v5";
    refuse(profile.at("priority"), /^(spot|low)$/i, '"Regular"', report);
    refuse(profile.at("hardwareProfile", "vmSize"), /^Standard_B/i, size, report);
    refuse(resource.props.at("sku", "name"), /^Standard_B/i, size, report);
  },
  gcp: ({ props }: Resource, report: Report) => {
    const scheduling = props.at("scheduling");
    wantFlag(scheduling.at("preemptible"), false, false, report);
    refuse(scheduling.at("provisioningModel"), /^SPOT$/, '"STANDARD"', report);
    const shared = /(^|\/)(f1-micro|g1-small|e2-(micro|small|medium))$/;
    refuse(props.at("machineType"), shared, "a size with cores of its own, such as e2-standard-4", report);
  },
  proxmox: ({ props }: Resource, report: Report) => {
    wantFlag(props.at("onBoot"), true, true, report);
    wantFlag(props.at("rebootAfterUpdate"), false, true, report);
  },
} as const;

function refuse(value: Value, pattern: RegExp, want: string, report: Report): void {
  if (pattern.test(value.text() ?? "")) {
    report(`${value.path}: got ${found(value)}, want ${want}`);
  }
}
