import type { Samples } from "../../support/sample.ts";
import { samples as machineControlPlaneDurable } from "./machine-control-plane-durable.ts";
import { samples as machineControlPlaneProtected } from "./machine-control-plane-protected.ts";
import { samples as machineDeletionProtection } from "./machine-deletion-protection.ts";
import { samples as machineDiskCustomerKey } from "./machine-disk-customer-key.ts";
import { samples as machineDiskEncrypted } from "./machine-disk-encrypted.ts";
import { samples as machineImageDownload } from "./machine-image-download.ts";
import { samples as machineMetadataService } from "./machine-metadata-service.ts";
import { samples as machineNoBallooning } from "./machine-no-ballooning.ts";
import { samples as machineNoSsh } from "./machine-no-ssh.ts";
import { samples as machineOwnerTags } from "./machine-owner-tags.ts";
import { samples as machinePrivateAddress } from "./machine-private-address.ts";
import { samples as machineProviderVerified } from "./machine-provider-verified.ts";
import { samples as machineSecureBoot } from "./machine-secure-boot.ts";
import { samples as machineVirtualTpm } from "./machine-virtual-tpm.ts";

/** How the rules of this area are to judge. */
export const machineSamples: readonly Samples[] = [
  machineControlPlaneDurable,
  machineControlPlaneProtected,
  machineDeletionProtection,
  machineDiskCustomerKey,
  machineDiskEncrypted,
  machineImageDownload,
  machineMetadataService,
  machineNoBallooning,
  machineNoSsh,
  machineOwnerTags,
  machinePrivateAddress,
  machineProviderVerified,
  machineSecureBoot,
  machineVirtualTpm,
];
