/** A size of machine. */
export interface InstanceSize {
  readonly cpu: number;
  readonly memoryMiB: number;
}

/** GiB for each core by the first letter of the family. */
const memoryPerCore: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/** Cores by size, in families whose cores are their own. Source: Amazon EC2 Instance Types Guide. */
const cores: Readonly<Record<string, number>> = {
  ...{ medium: 1, large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32 },
  ...{ "12xlarge": 48, "16xlarge": 64, "24xlarge": 96 },
};

/** Cores and GiB by size, in families whose cores are shared. */
const burstable: Readonly<Record<string, readonly [number, number]>> = {
  ...{ nano: [2, 0.5], micro: [2, 1], small: [2, 2], medium: [2, 4] },
  ...{ large: [2, 8], xlarge: [4, 16], "2xlarge": [8, 32] },
};

/** Families that are served: those with x86 processors of the Nitro system, without local disks. */
const families = /^([cmr](5|5a|6i|6a|7i|7a)|t3|t3a)\.(.+)$/;

/** A size of machine by its name; undefined where AWS sells none of that name to be used here. */
export function instanceSize(name: string): InstanceSize | undefined {
  const [, family = "", , size = ""] = families.exec(name) ?? [];
  if (family.startsWith("t")) {
    const [cpu, gib] = burstable[size] ?? [];
    return cpu === undefined || gib === undefined ? undefined : { cpu, memoryMiB: gib * 1024 };
  }
  const [cpu, gib] = [cores[size], memoryPerCore[family.charAt(0)]];
  return cpu === undefined || gib === undefined ? undefined : { cpu, memoryMiB: cpu * gib * 1024 };
}
