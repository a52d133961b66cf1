import type { CloudRecord } from "../../core/cloud.ts";
import type { Properties, World } from "../../core/kind.ts";

/** A thing with its id, and what is known of it: what was asked for and what the cloud added. */
export interface Found {
  readonly id: string;
  readonly properties: Properties;
}

/** A thing of AWS by its id; undefined where there is none. */
export function find(world: World, collection: string, id: unknown): Properties | undefined {
  const record = world.get<CloudRecord>(collection, String(id));
  return record && { ...record.inputs, ...record.computed };
}

/** All things of a collection. */
export function all(world: World, collection: string): Found[] {
  return world
    .list<CloudRecord>(collection)
    .map(({ id, value }) => ({ id, properties: { ...value.inputs, ...value.computed } }));
}

/** A list among inputs. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** A mapping among inputs. */
export function mappingOf(value: unknown): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** A text among inputs; empty where there is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A number among inputs; 0 where there is none. */
export function numberOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
