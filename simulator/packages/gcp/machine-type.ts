/** What a machine type has. */
export interface MachineType {
  readonly name: string;
  readonly guestCpus: number;
  readonly memoryMb: number;
}

/** Gigabytes for each core, by class. Source: Google Cloud documentation, "Machine families resource and comparison guide". */
const series: Readonly<
  Record<string, { readonly cores: readonly number[]; readonly memory: Readonly<Record<string, number>> }>
> = {
  e2: { cores: [2, 4, 8, 16, 32], memory: { standard: 4, highmem: 8, highcpu: 1 } },
  n1: { cores: [1, 2, 4, 8, 16, 32, 64, 96], memory: { standard: 3.75, highmem: 6.5, highcpu: 0.9 } },
  n2: { cores: [2, 4, 8, 16, 32, 48, 64, 80], memory: { standard: 4, highmem: 8, highcpu: 1 } },
  n2d: { cores: [2, 4, 8, 16, 32, 48, 64, 80], memory: { standard: 4, highmem: 8, highcpu: 1 } },
  c2: { cores: [4, 8, 16, 30, 60], memory: { standard: 4 } },
  c3: { cores: [4, 8, 22, 44, 88], memory: { standard: 4, highmem: 8, highcpu: 2 } },
};

/** Types that share a core. */
const shared: readonly MachineType[] = [
  { name: "e2-micro", guestCpus: 2, memoryMb: 1024 },
  { name: "e2-small", guestCpus: 2, memoryMb: 2048 },
  { name: "e2-medium", guestCpus: 2, memoryMb: 4096 },
];

/** The machine types that every zone has. */
export const machineTypes: readonly MachineType[] = [
  ...shared,
  ...Object.entries(series).flatMap(([name, { cores, memory }]) =>
    Object.entries(memory).flatMap(([kind, perCore]) =>
      cores.map((guestCpus) => ({
        name: `${name}-${kind}-${guestCpus}`,
        guestCpus,
        memoryMb: Math.round(guestCpus * perCore * 1024),
      })),
    ),
  ),
];
