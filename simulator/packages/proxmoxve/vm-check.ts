import { isIPv4 } from "node:net";
import type { CheckFailure, Properties } from "../../core/kind.ts";
import { vmInputs } from "./vm-hardware.ts";

/** Formats that the provider checks before it calls Proxmox. */
export function checkVm(inputs: Properties): CheckFailure[] {
  const vm = vmInputs(inputs);
  const failures: CheckFailure[] = [];
  const expect = (ok: boolean, property: string, reason: string) => {
    if (!ok) {
      failures.push({ property, reason });
    }
  };
  const { vmId, name, agent, disks = [], networkDevices = [], initialization } = vm;
  if (vmId !== undefined) {
    expect(
      Number.isInteger(vmId) && vmId >= 100 && vmId < 1_000_000_000,
      "vmId",
      `expected vm_id to be in the range (100 - 999999999), got ${vmId}`,
    );
  }
  if (name !== undefined) {
    expect(
      /^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/.test(name),
      "name",
      `must be a valid DNS name, got "${name}"`,
    );
  }
  if (agent?.timeout !== undefined) {
    expect(
      durationSeconds(agent.timeout) !== undefined,
      "agent.timeout",
      `"${agent.timeout}" is not a valid duration`,
    );
  }
  for (const [index, { interface: slot, size }] of disks.entries()) {
    expect(
      /^(ide[0-3]|sata[0-5]|scsi([12]?\d|30)|virtio(1[0-5]|\d))$/.test(slot),
      `disks[${index}].interface`,
      `must be one of ide0..3, sata0..5, scsi0..30, virtio0..15, got "${slot}"`,
    );
    expect(
      size === undefined || size >= 1,
      `disks[${index}].size`,
      `expected size to be at least (1), got ${String(size)}`,
    );
  }
  for (const [index, { macAddress }] of networkDevices.entries()) {
    expect(
      macAddress === undefined || /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(macAddress),
      `networkDevices[${index}].macAddress`,
      `must be a MAC address (XX:XX:XX:XX:XX:XX), got "${String(macAddress)}"`,
    );
  }
  for (const [index, { ipv4 }] of (initialization?.ipConfigs ?? []).entries()) {
    expect(
      ipv4?.address === undefined || ipv4.address === "dhcp" || isCidr(ipv4.address),
      `initialization.ipConfigs[${index}].ipv4.address`,
      `must be an IPv4 address with its prefix length or "dhcp", got "${String(ipv4?.address)}"`,
    );
  }
  return failures;
}

function isCidr(text: string): boolean {
  const [address = "", length = "", ...rest] = text.split("/");
  return isIPv4(address) && /^\d{1,2}$/.test(length) && Number(length) <= 32 && rest.length === 0;
}

const units = { h: 3600, m: 60, s: 1 };

/** Seconds of a duration written as `15m` or `1h30m`; undefined when it is not written so. */
export function durationSeconds(text: string): number | undefined {
  if (!/^(\d+[hms])+$/.test(text)) {
    return undefined;
  }
  const parts = [...text.matchAll(/(\d+)([hms])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units], 0);
}
