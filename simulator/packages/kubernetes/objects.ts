import { createHash } from "node:crypto";

/** An object of the Kubernetes API, in JSON. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

/** The part of an object that all kinds have. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly uid?: string;
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly creationTimestamp?: string;
}

/** The moment at which every simulated object was made, so that two worlds can be compared. */
export const creationTimestamp = "2026-01-01T00:00:00Z";

/** What is wrong with an object or a request, in the API server's words. */
export class ApiError extends Error {}

/** An id that depends on nothing but where the object is. */
export function uidOf(clusterName: string, { apiVersion, kind, metadata }: KubernetesObject): string {
  const place = [clusterName, apiVersion, kind, metadata.namespace ?? "", metadata.name].join("|");
  const digits = createHash("sha256").update(place).digest("hex");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}

/** The value at a path of keys, or undefined. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === "object" && found !== null ? (found as Record<string, unknown>)[key] : undefined,
    value,
  );
}

/** The text at a path of keys, or undefined. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" ? found : undefined;
}

/** The list at a path of keys; empty when there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}
