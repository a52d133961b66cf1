import { CryptoKey } from "@pulumi/gcp/kms/cryptoKey.js";
import { CryptoKeyIAMMember } from "@pulumi/gcp/kms/cryptoKeyIAMMember.js";
import { KeyRing } from "@pulumi/gcp/kms/keyRing.js";
import { getProjectOutput } from "@pulumi/gcp/organizations/getProject.js";
import * as pulumi from "@pulumi/pulumi";

import { labelsOf } from "./names.ts";
import type { Whole } from "./parts.ts";

/** The key that encrypts disks. */
export interface DiskKey {
  /** `projects/…/cryptoKeys/…` */
  readonly id: pulumi.Input<string>;
  /** What must be there for disks to be encrypted with it. */
  readonly usable: readonly pulumi.Resource[];
}

/** 90 days. Disks keep the version that they were made with; only new ones take the newest. */
const rotationPeriod = "7776000s";

/**
 * The key of the disks: the one that is there, or a new one in a ring of its own.
 *
 * Google Cloud never deletes a ring or a key, only the versions of a key. The ring gets a name that nobody had before,
 * so that a stack can be destroyed and made anew.
 */
export function diskKey({ name, args, child }: Whole): DiskKey {
  const { encryptionKey, project, protect = false, region } = args;
  if (encryptionKey !== undefined) {
    return { id: encryptionKey, usable: [] };
  }
  const ring = new KeyRing(`${name}-keys`, { location: region }, child);
  const key = new CryptoKey(
    `${name}-disk-key`,
    { keyRing: ring.id, purpose: "ENCRYPT_DECRYPT", rotationPeriod, labels: labelsOf(args) },
    { ...child, protect },
  );
  const { number } = getProjectOutput({ projectId: project }, child);
  const grant = new CryptoKeyIAMMember(
    `${name}-disk-key-use`,
    {
      cryptoKeyId: key.id,
      role: "roles/cloudkms.cryptoKeyEncrypterDecrypter",
      // Compute Engine itself, which opens the disks for its machines.
      member: pulumi.interpolate`serviceAccount:service-${number}@compute-system.iam.gserviceaccount.com`,
    },
    child,
  );
  return { id: key.id, usable: [grant] };
}
