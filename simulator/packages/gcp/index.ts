import type { SimulatedPackage, SimulatedResource } from "../../core/kind.ts";
import { address } from "./address.ts";
import { attachedDisk, membership } from "./attachments.ts";
import { forwardingRule, instanceGroup, regionBackendService, regionHealthCheck } from "./balancer.ts";
import { disk } from "./disk.ts";
import { firewall } from "./firewall.ts";
import { functions } from "./functions.ts";
import { account, accountMember, customRole, projectMember } from "./identity.ts";
import { image } from "./image.ts";
import { instance } from "./instance.ts";
import { cryptoKey, cryptoKeyMember, keyRing } from "./key.ts";
import { network, router, routerNat, subnetwork } from "./network.ts";
import { resourcePolicy } from "./placement.ts";
import { recordSet } from "./record-set.ts";
import { configSchema, type Token } from "./schema.ts";

const resources: Readonly<Record<Token, SimulatedResource>> = {
  "gcp:compute/address:Address": address,
  "gcp:compute/attachedDisk:AttachedDisk": attachedDisk,
  "gcp:compute/disk:Disk": disk,
  "gcp:compute/firewall:Firewall": firewall,
  "gcp:compute/forwardingRule:ForwardingRule": forwardingRule,
  "gcp:compute/image:Image": image,
  "gcp:compute/instance:Instance": instance,
  "gcp:compute/instanceGroup:InstanceGroup": instanceGroup,
  "gcp:compute/instanceGroupMembership:InstanceGroupMembership": membership,
  "gcp:compute/network:Network": network,
  "gcp:compute/regionBackendService:RegionBackendService": regionBackendService,
  "gcp:compute/regionHealthCheck:RegionHealthCheck": regionHealthCheck,
  "gcp:compute/resourcePolicy:ResourcePolicy": resourcePolicy,
  "gcp:compute/router:Router": router,
  "gcp:compute/routerNat:RouterNat": routerNat,
  "gcp:compute/subnetwork:Subnetwork": subnetwork,
  "gcp:dns/recordSet:RecordSet": recordSet,
  "gcp:kms/cryptoKey:CryptoKey": cryptoKey,
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": cryptoKeyMember,
  "gcp:kms/keyRing:KeyRing": keyRing,
  "gcp:projects/iAMCustomRole:IAMCustomRole": customRole,
  "gcp:projects/iAMMember:IAMMember": projectMember,
  "gcp:serviceaccount/account:Account": account,
  "gcp:serviceaccount/iAMMember:IAMMember": accountMember,
};

/** A project of Google Cloud: networks, firewalls, load balancers, disks, machines, keys, accounts and names. */
export const simulated: SimulatedPackage = {
  name: "gcp",
  version: "9.37.0",
  configSchema,
  // Things are found by project and region; a provider for others is another one to everything that it made.
  configReplaceOn: ["project", "region"],
  resource: (token) => (resources as Readonly<Record<string, SimulatedResource>>)[token],
  invoke(token, args, context) {
    const found = functions[token];
    if (found === undefined) {
      throw new Error(`the simulated package gcp has no function ${token}`);
    }
    return found(args, context);
  },
};
