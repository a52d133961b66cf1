import type { Properties } from "../../core/kind.ts";

interface ManagedDisk {
  readonly storageAccountType?: string;
  readonly diskEncryptionSet?: { readonly id?: string };
}

/** A disk beside the system disk. */
export interface DataDisk {
  readonly lun: number;
  readonly name?: string;
  readonly createOption: string;
  readonly caching?: string;
  readonly deleteOption?: string;
  readonly diskSizeGB?: number;
  readonly managedDisk?: ManagedDisk;
}

/** Inputs of a virtual machine, as far as the simulator looks at them. */
export interface VmInputs {
  readonly resourceGroupName: string;
  readonly vmName: string;
  readonly location?: string;
  readonly zones?: readonly string[];
  readonly priority?: string;
  readonly evictionPolicy?: string;
  readonly billingProfile?: { readonly maxPrice?: number };
  readonly hardwareProfile?: { readonly vmSize?: string };
  readonly networkProfile?: { readonly networkInterfaces?: readonly { readonly id: string }[] };
  readonly osProfile?: {
    readonly computerName?: string;
    readonly adminUsername?: string;
    readonly adminPassword?: string;
    readonly customData?: string;
    readonly allowExtensionOperations?: boolean;
    readonly linuxConfiguration?: {
      readonly disablePasswordAuthentication?: boolean;
      readonly provisionVMAgent?: boolean;
      readonly ssh?: { readonly publicKeys?: readonly { readonly keyData?: string }[] };
    };
  };
  readonly storageProfile?: {
    readonly imageReference?: { readonly id?: string };
    readonly osDisk?: {
      readonly name?: string;
      readonly diskSizeGB?: number;
      readonly managedDisk?: ManagedDisk;
    };
    readonly dataDisks?: readonly DataDisk[];
  };
  readonly securityProfile?: { readonly encryptionAtHost?: boolean; readonly securityType?: string };
}

/** The inputs by their names. The framework has checked them by the schema. */
export function vmInputs(inputs: Properties): VmInputs {
  return inputs as unknown as VmInputs;
}

/** Cores of a size such as `Standard_D4s_v5`; undefined where it is none. */
export function coresOf(size = ""): number | undefined {
  const cores = /^Standard_[A-Z]{1,3}(\d+)(-\d+)?[a-z]*(_v\d+)?$/.exec(size)?.[1];
  return cores === undefined ? undefined : Number(cores);
}

/** Memory of a size by its family: twice, four or eight times as many GiB as cores. */
export function memoryMiBOf(size = ""): number {
  const perCore = /^Standard_E/.test(size) ? 8 : /^Standard_[BD]\d+l/.test(size) ? 2 : 4;
  return (coresOf(size) ?? 0) * perCore * 1024;
}
