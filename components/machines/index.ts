export type {
  BootConfiguration,
  BootImage,
  DataDisk,
  Endpoint,
  Endpoints,
  EtcdDisk,
  InstallDisk,
  Machine,
  MachineNetwork,
  Machines,
  MachineSpec,
  NodePool,
  Role,
  Taint,
} from "./machines.ts";
export {
  planMachines,
  ProxmoxMachines,
  type PlannedMachine,
  type ProxmoxHost,
  type ProxmoxMachinesArgs,
} from "./proxmox/index.ts";
