import { createHash } from "node:crypto";

import { IAMCustomRole } from "@pulumi/gcp/projects/iamcustomRole.js";
import { IAMMember as ProjectMember } from "@pulumi/gcp/projects/iammember.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { IAMMember as AccountMember } from "@pulumi/gcp/serviceaccount/iammember.js";
import type * as pulumi from "@pulumi/pulumi";

import type { Whole } from "./parts.ts";
import { controlPlanePermissions } from "./permissions.ts";

/** Who control planes are to Google Cloud. Workers are nobody. */
export interface ControlPlaneIdentity {
  readonly email: pulumi.Input<string>;
  /** What gives it its rights. */
  readonly grants: readonly pulumi.Resource[];
}

/** What stands behind the cluster's name in that of the account. */
const suffix = "-control-plane";

/** Longest id of a service account. Source: Google Cloud documentation, "Create service accounts". */
const longestAccount = 30;

/**
 * Id of the account of control planes. Given, because the provider makes up none where the resource's name leaves no room;
 * names of clusters that are too long are told apart by a digest.
 */
function accountIdOf(clusterName: string): string {
  const whole = clusterName + suffix;
  if (whole.length <= longestAccount) {
    return whole;
  }
  const digest = createHash("sha256").update(clusterName).digest("hex").slice(0, 6);
  const kept = longestAccount - suffix.length - digest.length - 1;
  return `${clusterName.slice(0, kept)}-${digest}${suffix}`;
}

/** A service account for control planes, with a role that allows what cloud controller and storage driver do. */
export function controlPlaneIdentity({ name, args, child }: Whole): ControlPlaneIdentity {
  const { clusterName, project, routing = "tunnel" } = args;
  const account = new Account(
    `${name}-control-plane`,
    {
      accountId: accountIdOf(clusterName),
      displayName: `Control planes of ${clusterName}`.slice(0, 100),
      description: "Cloud controller manager and storage driver.",
    },
    child,
  );
  const role = new IAMCustomRole(
    `${name}-control-plane-role`,
    {
      // A role that was deleted keeps its id for weeks; the number of the account is new each time.
      roleId: account.uniqueId.apply(
        (number) => `${clusterName.slice(0, 28).replaceAll("-", "_")}_control_plane_${number}`,
      ),
      title: `Control planes of ${clusterName}`.slice(0, 100),
      stage: "GA",
      permissions: controlPlanePermissions(routing),
    },
    child,
  );
  return {
    email: account.email,
    grants: [
      new ProjectMember(
        `${name}-control-plane-rights`,
        { project, role: role.name, member: account.member },
        child,
      ),
      // To attach a disk to a machine one must be allowed to act as its account.
      new AccountMember(
        `${name}-control-plane-itself`,
        { serviceAccountId: account.name, role: "roles/iam.serviceAccountUser", member: account.member },
        child,
      ),
    ],
  };
}
