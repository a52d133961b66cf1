export type {
  BootImage,
  DataDisk,
  Endpoint,
  EtcdDisk,
  InstallDisk,
  Machine,
  MachineNetwork,
  Machines,
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
