import type { StateResource } from "../session.ts";

/** What the stack itself has made already, and so may be found where something is going to be. */
export interface OwnState {
  /** Addresses of machines. */
  readonly addresses: ReadonlySet<string>;
  /** Ids of virtual machines on Proxmox. */
  readonly vmIds: ReadonlySet<number>;
  /** Number of resources by their type token. */
  readonly counts: Readonly<Record<string, number>>;
  /** Number of cloud machines by their instance type. */
  readonly instances: Readonly<Record<string, number>>;
}

/** Where the machines of each cloud name their instance type. */
const instanceTypes: Readonly<Record<string, (inputs: Inputs) => unknown>> = {
  "aws:ec2/instance:Instance": ({ instanceType }) => instanceType,
  "azure-native:compute:VirtualMachine": ({ hardwareProfile }) =>
    (hardwareProfile as { vmSize?: unknown } | undefined)?.vmSize,
  "gcp:compute/instance:Instance": ({ machineType }) => machineType,
};

type Inputs = Readonly<Record<string, unknown>>;

/** Reads from the state of a stack what it has made. No resources: nothing yet. */
export function ownState(resources: readonly StateResource[]): OwnState {
  const vms = resources.filter(({ type }) => type === "proxmoxve:index/vmLegacy:VmLegacy");
  const configured = resources.filter(
    ({ type }) => type === "talos:machine/configurationApply:ConfigurationApply",
  );
  return {
    addresses: new Set([
      ...vms.flatMap(({ inputs = {} }) => addressesIn(inputs["initialization"])),
      ...configured.flatMap(({ inputs = {} }) => addressesIn(inputs["node"])),
    ]),
    vmIds: new Set(vms.map(({ id }) => Number(id))),
    counts: counted(resources.map(({ type }) => type)),
    instances: counted(
      resources.flatMap(({ type, inputs = {} }) => {
        const name = instanceTypes[type]?.(inputs);
        return typeof name === "string" ? [name] : [];
      }),
    ),
  };
}

function addressesIn(value: unknown): string[] {
  return JSON.stringify(value ?? "").match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
