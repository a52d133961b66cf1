import type { Rule } from "../../judge/rule.ts";
import { machineControlPlaneDurable } from "./machine-control-plane-durable.ts";
import { machineControlPlaneProtected } from "./machine-control-plane-protected.ts";
import { machineDeletionProtection } from "./machine-deletion-protection.ts";
import { machineDiskCustomerKey } from "./machine-disk-customer-key.ts";
import { machineDiskEncrypted } from "./machine-disk-encrypted.ts";
import { machineImageDownload } from "./machine-image-download.ts";
import { machineMetadataService } from "./machine-metadata-service.ts";
import { machineNoBallooning } from "./machine-no-ballooning.ts";
import { machineNoSsh } from "./machine-no-ssh.ts";
import { machineOwnerTags } from "./machine-owner-tags.ts";
import { machinePrivateAddress } from "./machine-private-address.ts";
import { machineProviderVerified } from "./machine-provider-verified.ts";
import { machineSecureBoot } from "./machine-secure-boot.ts";
import { machineVirtualTpm } from "./machine-virtual-tpm.ts";

/** The rules of this area. */
export const machineRules: readonly Rule[] = [
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
