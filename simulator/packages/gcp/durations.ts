import type { Operation } from "../../core/kind.ts";
import type { Token } from "./schema.ts";

/**
 * Typical durations by type token, in seconds.
 *
 * These are assumptions, not measurements: Google publishes no times. They are round figures in the order of what operations
 * of Compute Engine show in published logs of Terraform runs, where most take one or two of the provider's polls of ten seconds.
 * A machine is done when Google Cloud says that it runs; Talos boots for about half a minute more, until it answers.
 */
export const durations: Readonly<Partial<Record<Token, Partial<Record<Operation, number>>>>> = {
  "gcp:compute/network:Network": { create: 25, delete: 25 },
  "gcp:compute/subnetwork:Subnetwork": { create: 15, update: 10, delete: 15 },
  "gcp:compute/router:Router": { create: 10, delete: 10 },
  "gcp:compute/routerNat:RouterNat": { create: 10, update: 10, delete: 10 },
  "gcp:compute/address:Address": { create: 5, delete: 5 },
  "gcp:compute/firewall:Firewall": { create: 10, update: 10, delete: 10 },
  "gcp:compute/regionHealthCheck:RegionHealthCheck": { create: 5, update: 5, delete: 5 },
  "gcp:compute/instanceGroup:InstanceGroup": { create: 10, delete: 20 },
  "gcp:compute/instanceGroupMembership:InstanceGroupMembership": { create: 5, delete: 5 },
  "gcp:compute/regionBackendService:RegionBackendService": { create: 20, update: 20, delete: 20 },
  "gcp:compute/forwardingRule:ForwardingRule": { create: 15, update: 10, delete: 15 },
  // An image of some hundred MB is unpacked from the bucket.
  "gcp:compute/image:Image": { create: 60, delete: 5 },
  "gcp:compute/disk:Disk": { create: 10, update: 5, delete: 5 },
  "gcp:compute/attachedDisk:AttachedDisk": { create: 10, delete: 10 },
  "gcp:compute/instance:Instance": { create: 45, update: 15, delete: 60 },
  "gcp:compute/resourcePolicy:ResourcePolicy": { create: 5, delete: 5 },
  "gcp:kms/keyRing:KeyRing": { create: 2 },
  "gcp:kms/cryptoKey:CryptoKey": { create: 2, update: 2, delete: 2 },
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": { create: 8, delete: 8 },
  "gcp:serviceaccount/account:Account": { create: 10, delete: 2 },
  "gcp:serviceaccount/iAMMember:IAMMember": { create: 5, delete: 5 },
  "gcp:projects/iAMCustomRole:IAMCustomRole": { create: 3, update: 3, delete: 2 },
  "gcp:projects/iAMMember:IAMMember": { create: 8, delete: 8 },
  "gcp:dns/recordSet:RecordSet": { create: 5, update: 5, delete: 5 },
};
