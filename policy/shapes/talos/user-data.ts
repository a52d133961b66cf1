import { gunzipSync } from "node:zlib";

import type { Resource } from "../../judge/resource.ts";
import { isOfType } from "../../judge/resource.ts";
import type { Value } from "../../judge/value.ts";
import { awsMachines, azureMachines, azureProfile, gcpMachines } from "../machine.ts";
import { documentsOf, isMap } from "./documents.ts";

/** Where machines are given at creation what they are to become. */
interface Carrier {
  readonly types: readonly (string | RegExp)[];
  readonly values: (resource: Resource) => readonly Value[];
}

const carriers: readonly Carrier[] = [
  { types: awsMachines, values: ({ props }) => [props.at("userData"), props.at("userDataBase64")] },
  { types: gcpMachines, values: ({ props }) => [props.at("metadata", "user-data")] },
  {
    types: azureMachines,
    values: (machine) => {
      const profile = azureProfile(machine);
      return [profile.at("osProfile", "customData"), profile.at("userData")];
    },
  },
  // A snippet that cloud-init's "nocloud" source reads.
  {
    types: ["proxmoxve:index/fileLegacy:FileLegacy"],
    values: ({ props }) => [props.at("sourceRaw", "data")],
  },
];

/** Types of resources with user data. */
export const userDataTypes: readonly (string | RegExp)[] = carriers.flatMap(({ types }) => types);

/** The values of a resource that may hold user data. */
export function userDataOf(resource: Resource): readonly Value[] {
  return carriers.filter(({ types }) => isOfType(resource, types)).flatMap(({ values }) => values(resource));
}

/** The most that a platform takes, which is GCP's 256 KiB. */
const longestUserData = 262_144;

/** The machine configuration in user data, as it stands there or packed; undefined where it is something else. */
export function configurationIn(userData: string): string | undefined {
  if (userData.length > longestUserData) {
    return undefined;
  }
  return [userData, unpacked(userData)].find((text) => text !== undefined && isConfiguration(text));
}

/** Base64, which the clouds want, and gzip, which makes large ones fit. */
function unpacked(userData: string): string | undefined {
  if (!/^[A-Za-z0-9+/=\s]+$/.test(userData)) {
    return undefined;
  }
  const bytes = Buffer.from(userData, "base64");
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes.toString();
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: 4_000_000 }).toString();
  } catch {
    // It only began like gzip.
    return undefined;
  }
}

/** Whether a text is for Talos: cloud-init's documents have neither of these parts, Kubernetes' versions have a group. */
function isConfiguration(text: string): boolean {
  return documentsOf(text).some(
    (document) =>
      isMap(document) &&
      (isMap(document["machine"]) || isMap(document["cluster"]) || document["apiVersion"] === "v1alpha1"),
  );
}
