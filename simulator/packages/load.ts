import type { SimulatedPackage } from "../core/kind.ts";

/** Loads simulated packages by their names. What nobody asks for is not loaded: the schemas of clouds are large. */
export async function loadPackages(
  names: readonly string[],
): Promise<Readonly<Record<string, SimulatedPackage>>> {
  const loaded = await Promise.all(
    names.map(async (name) => {
      const { simulated } = (await import(`./${name}/index.ts`)) as { simulated: SimulatedPackage };
      return [name, simulated] as const;
    }),
  );
  return Object.fromEntries(loaded);
}
