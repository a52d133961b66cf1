import type { Input, Resource } from "@pulumi/pulumi";

import type { AzurePlace, GcpPlace } from "../../components/cloud/index.ts";
import type { BootConfiguration, BootImage, Machines } from "../../components/machines/index.ts";
import type { Configuration } from "../../config/index.ts";

/** What machines need of Talos before they exist. */
export interface Boot {
  /** The image that they boot, or install from. */
  readonly image: BootImage;

  /** The configuration that machines are handed at boot, where the provider can. */
  readonly configuration: BootConfiguration;
}

/** What a cloud tells of itself to what runs on the cluster and works with it. */
export interface CloudSide {
  /** Where the cloud controller finds the cluster in the cloud, and by whose rights it acts. */
  readonly controller:
    | { readonly cloud: "aws" }
    | { readonly cloud: "azure"; readonly place: AzurePlace }
    | { readonly cloud: "gcp"; readonly place: GcpPlace };

  /** The key that encrypts volumes, in the words of the cloud; see `storageFacts`. */
  readonly encryptionKey: Input<string>;

  readonly region: string;

  /** Types of the volumes of the classes `default` and `gold`, where they follow from the machines. */
  readonly volumeTypes?: { readonly default: string; readonly gold: string };

  /** What the controllers need before they can act, such as the rights of their identity. Default: nothing. */
  readonly resources?: readonly Resource[];
}

/** Machines, and on a cloud what to know of it. */
export interface MadeMachines extends Machines {
  /** Clouds only. */
  readonly cloud?: CloudSide;
}

/**
 * Makes the machines of a cluster on one provider.
 *
 * @param name Name of the component.
 */
export type MachinesOn = (name: string, configuration: Configuration, boot: Boot) => MadeMachines;

/**
 * Writes the DNS record of the Kubernetes API at the provider's own DNS service.
 *
 * @param name Name of the component.
 * @param apiHost Name or address of the load balancer.
 * @returns What is there once the record is.
 */
export type RecordOn = (name: string, configuration: Configuration, apiHost: Input<string>) => Resource;

/** What a folder in `stack/providers` exports. */
export interface ProviderModule {
  readonly machinesOn: MachinesOn;

  /** Clouds only. */
  readonly recordOn?: RecordOn;
}
