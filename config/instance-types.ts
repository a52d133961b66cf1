import { chooseInstanceType, type InstanceChoice } from "../components/machines/instances.ts";
import { isCloud } from "./providers.ts";
import type { Settings } from "./schema.ts";

/** What of a pool decides its instance type. */
export interface TypedPool {
  readonly role: "controlplane" | "worker";
  readonly cpu: number;
  readonly memory: number;
  readonly instanceType?: string | undefined;
  readonly dataDisks: readonly unknown[];
  readonly etcdDisk?: unknown;
}

/** What the machines of a pool need of their instance type beside cores and memory. */
export function choiceOf(
  { aws, azure, environment, gcp, provider }: Settings,
  { role, dataDisks, etcdDisk }: TypedPool,
): InstanceChoice {
  const cloud = { aws, azure, gcp }[provider as string];
  const volumeTypes =
    cloud === undefined ? [] : [cloud.volumeType, ...(etcdDisk === undefined ? [] : [cloud.etcdVolumeType])];
  return {
    // Cheap where nobody works all day; in prod their speed must not depend on how much they rested.
    burstable: role === "worker" && environment.name !== "prod",
    volumeTypes,
    dataDisks: dataDisks.length + (etcdDisk === undefined ? 0 : 1),
  };
}

/**
 * Instance type of the machines of a pool: the one that it names, else the cheapest that is large enough. Undefined where
 * the provider has no instance types, and where none is large enough.
 */
export function instanceTypeOf(settings: Settings, pool: TypedPool): string | undefined {
  const { provider } = settings;
  if (!isCloud(provider)) {
    return undefined;
  }
  const { cpu, memory, instanceType } = pool;
  return (
    instanceType ?? chooseInstanceType(provider, { cpu, memoryMiB: memory }, choiceOf(settings, pool))?.name
  );
}
