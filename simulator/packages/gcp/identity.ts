import { cloudResource, digits, type CloudRecord, type Reference } from "../../core/cloud.ts";
import type { World } from "../../core/kind.ts";
import { durations } from "./durations.ts";
import { invalid, nameOf, projectOf } from "./paths.ts";
import { schemaOf } from "./schema.ts";

const accountToken = "gcp:serviceaccount/account:Account";
const accountMemberToken = "gcp:serviceaccount/iAMMember:IAMMember";
const roleToken = "gcp:projects/iAMCustomRole:IAMCustomRole";
const projectMemberToken = "gcp:projects/iAMMember:IAMMember";

/** Longest name of an account. */
const longestAccount = 30;

/** A service account. */
export const account = cloudResource({
  token: accountToken,
  collection: "gcpServiceAccount",
  schema: schemaOf(accountToken),
  seconds: durations[accountToken],
  replaceOn: ["accountId", "project"],
  idOf: (inputs, context) => {
    const project = projectOf(inputs, context);
    const name = nameOf(inputs["accountId"], context, longestAccount);
    return `projects/${project}/serviceAccounts/${name}@${project}.iam.gserviceaccount.com`;
  },
  rules: ({ accountId: given }) => {
    if (typeof given === "string" && !/^[a-z]([-a-z0-9]{4,28}[a-z0-9])$/.test(given)) {
      throw new Error(`"account_id" ("${given}") doesn't match regexp "^[a-z](?:[-a-z0-9]{4,28}[a-z0-9])$"`);
    }
  },
  computed: (id, inputs, context) => {
    const email = id.split("/").at(-1) ?? "";
    return {
      accountId: email.split("@")[0],
      email,
      member: `serviceAccount:${email}`,
      name: id,
      project: projectOf(inputs, context),
      uniqueId: `1${BigInt(`0x${digits(id, 16)}`)}`.padEnd(21, "0").slice(0, 21),
      disabled: inputs["disabled"] ?? false,
    };
  },
});

/** A role that a project makes up. */
export const customRole = cloudResource({
  token: roleToken,
  collection: "gcpRole",
  schema: schemaOf(roleToken),
  seconds: durations[roleToken],
  replaceOn: ["roleId", "project"],
  deleteBeforeReplace: true,
  idOf: (inputs, context) => `projects/${projectOf(inputs, context)}/roles/${String(inputs["roleId"])}`,
  rules: ({ permissions, roleId, title }) => {
    if (!/^[a-zA-Z0-9_.]{3,64}$/.test(String(roleId))) {
      throw invalid(
        "roleId",
        roleId,
        "The role_id can only include letters, digits, periods and underscores.",
      );
    }
    if (String(title).length > 100) {
      throw invalid("role.title", title, "Must be at most 100 characters.");
    }
    const wrong = (permissions as string[]).find((each) => !/^[a-z]+(\.[a-zA-Z]+){2}$/.test(each));
    if (wrong !== undefined || (permissions as string[]).length === 0) {
      throw new Error(`googleapi: Error 400: Permission ${wrong ?? ""} is not valid., badRequest`);
    }
  },
  computed: (id, inputs, context) => ({
    name: id,
    project: projectOf(inputs, context),
    deleted: false,
    stage: inputs["stage"] ?? "GA",
  }),
});

/** An account that a member of a policy names. Members that are Google's own are always there. */
const toMember: Reference = {
  path: "member",
  collection: "gcpServiceAccount",
  missing: (member) =>
    `googleapi: Error 400: Service account ${member.replace(/^serviceAccount:/, "")} does not exist., badRequest`,
  idOf: (member, world) => accountOf(member, world) ?? member,
};

function accountOf(member: string, world: World): string | undefined {
  return world.list<CloudRecord>("gcpServiceAccount").find(({ value }) => value.computed["member"] === member)
    ?.id;
}

/** Somebody's role in a project. */
export const projectMember = cloudResource({
  token: projectMemberToken,
  collection: "gcpProjectMember",
  schema: schemaOf(projectMemberToken),
  seconds: durations[projectMemberToken],
  replaceOn: ["project", "role", "member", "condition"],
  deleteBeforeReplace: true,
  updatable: false,
  refersTo: [
    toMember,
    {
      path: "project",
      collection: "gcpProject",
      missing: (project) =>
        `googleapi: Error 403: The caller does not have permission on ${project}, forbidden`,
    },
    {
      path: "role",
      collection: "gcpRole",
      missing: (role) =>
        `googleapi: Error 400: Role ${role} does not exist in the resource's hierarchy., badRequest`,
    },
  ],
  idOf: ({ member, project, role }) => `${String(project)}/${String(role)}/${String(member)}`,
});

/** Somebody's role over a service account. */
export const accountMember = cloudResource({
  token: accountMemberToken,
  collection: "gcpServiceAccountMember",
  schema: schemaOf(accountMemberToken),
  seconds: durations[accountMemberToken],
  replaceOn: ["serviceAccountId", "role", "member", "condition"],
  deleteBeforeReplace: true,
  updatable: false,
  refersTo: [
    toMember,
    {
      path: "serviceAccountId",
      collection: "gcpServiceAccount",
      missing: (id) => `googleapi: Error 404: Unknown service account ${id}., notFound`,
    },
  ],
  idOf: ({ member, role, serviceAccountId }) =>
    `${String(serviceAccountId)}/${String(role)}/${String(member)}`,
});
