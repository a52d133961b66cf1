import type { Input } from "@pulumi/pulumi";

import type { AddonName } from "./catalogue.ts";

/** What the manifests of the drivers for volumes ask for besides the facts of the cluster. */
export interface StorageFacts {
  /** The key that encrypts volumes, in the words of the cloud. */
  readonly ENCRYPTION_KEY: Input<string>;

  readonly REGION: string;

  /** Number of pods that make, attach and delete volumes. */
  readonly STORAGE_REPLICAS: string;

  /** Type of the volumes of the class `default`. Google Cloud only: which types a machine takes depends on its own. */
  readonly VOLUME_TYPE?: string;

  /** Type of the volumes of the class `gold`. Likewise. */
  readonly GOLD_VOLUME_TYPE?: string;
}

/** What the driver for volumes of a cloud must know. */
export interface Storage {
  /**
   * The key that encrypts volumes: the ARN of a key of AWS KMS, the ARM id of a disk encryption set, or the name of a key of
   * Cloud KMS.
   */
  readonly encryptionKey: Input<string>;

  /** Region or location of the cluster. */
  readonly region: string;

  /** Number of control planes, on which the controllers run. */
  readonly controlPlanes: number;

  /** Types of the volumes of the classes `default` and `gold`. Default: those of the manifests. */
  readonly volumeTypes?: { readonly default: string; readonly gold: string };
}

const drivers: Readonly<Record<string, readonly AddonName[]>> = {
  aws: ["aws-ebs-csi"],
  azure: ["azure-disk-csi"],
  gcp: ["gcp-pd-csi"],
};

/**
 * The add-ons that bring volumes to a cluster: the cloud's driver, classes and snapshots. What they depend on comes along.
 *
 * @param provider what the machines are made on, such as `aws`; none but a cloud has add-ons
 */
export function storageAddons(provider: string): readonly AddonName[] {
  return drivers[provider] ?? [];
}

/** The facts by which the manifests of a cloud's driver fit every cluster. */
export function storageFacts({ encryptionKey, region, controlPlanes, volumeTypes }: Storage): StorageFacts {
  return {
    ENCRYPTION_KEY: encryptionKey,
    REGION: region,
    // On the network of their machine two of them cannot share one.
    STORAGE_REPLICAS: String(Math.min(controlPlanes, 2)),
    ...(volumeTypes && { VOLUME_TYPE: volumeTypes.default, GOLD_VOLUME_TYPE: volumeTypes.gold }),
  };
}
