/** What decides which permissions making the machines takes. */
export interface PermissionsArgs {
  readonly network?: object | undefined;
  readonly encryptionKey?: string | undefined;
}

/** Permissions that making the machines takes, one for each kind of thing that is made. `docs/providers/gcp.md` has them all. */
export function tellingPermissions({ network, encryptionKey }: PermissionsArgs): string[] {
  return [
    "compute.instances.create",
    "compute.disks.create",
    "compute.firewalls.create",
    "compute.addresses.create",
    "compute.forwardingRules.create",
    "compute.subnetworks.use",
    "iam.serviceAccounts.create",
    "iam.serviceAccounts.actAs",
    "iam.roles.create",
    "resourcemanager.projects.setIamPolicy",
    ...(network === undefined
      ? ["compute.networks.create", "compute.subnetworks.create", "compute.routers.create"]
      : []),
    ...(encryptionKey === undefined ? ["cloudkms.keyRings.create", "cloudkms.cryptoKeys.create"] : []),
  ];
}
