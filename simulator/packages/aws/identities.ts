import { refusal, arn, nameOf, tagsAll } from "./ids.ts";
import { policyFailures } from "./keys.ts";
import { aws, type AwsResources } from "./kind.ts";
import { all, textOf } from "./records.ts";

/** Characters of all inline policies of a role, without white space. Source: IAM User Guide, "IAM and AWS STS quotas". */
const inlinePolicyLimit = 10_240;

/** Characters of the name of a role. Source: the same. */
const longestRoleName = 64;

const roleMissing = (name: string) => `api error NoSuchEntity: The role with name ${name} cannot be found.`;

const role = aws("iam/role", {
  collection: "awsRole",
  replaceOn: ["name", "path"],
  check: ({ assumeRolePolicy }) => policyFailures("assumeRolePolicy", assumeRolePolicy),
  idOf: nameOf,
  taken: (name) => `creating IAM Role: api error EntityAlreadyExists: Role with name ${name} already exists.`,
  rules: (inputs, context) => {
    const name = nameOf(inputs, context);
    if (name.length > longestRoleName) {
      throw refusal(
        "creating IAM Role",
        "ValidationError",
        `Value '${name}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to ${longestRoleName}`,
      );
    }
  },
  computed: (id, inputs) => ({
    ...{ name: id, arn: arn("iam", "", `role/${id}`), path: "/", maxSessionDuration: 3600 },
    ...tagsAll(inputs),
  }),
  inUse: (id, by) =>
    by.some((user) => user.startsWith("awsRolePolicy|"))
      ? `deleting IAM Role (${id}): api error DeleteConflict: Cannot delete entity, must delete policies first.`
      : `deleting IAM Role (${id}): api error DeleteConflict: Cannot delete entity, must remove roles from instance profile first.`,
});

const rolePolicy = aws("iam/rolePolicy", {
  collection: "awsRolePolicy",
  replaceOn: ["name", "role"],
  check: ({ policy }) => policyFailures("policy", policy),
  refersTo: [{ path: "role", collection: "awsRole", missing: roleMissing }],
  idOf: (inputs, context) => `${textOf(inputs["role"])}:${nameOf(inputs, context)}`,
  rules: ({ role: owner, policy }, { world }, before) => {
    const others = all(world, "awsRolePolicy")
      .filter(({ properties }) => properties["role"] === owner)
      .map(({ properties }) => textOf(properties["policy"]));
    const own = before === undefined ? others : others.filter((text) => text !== before.inputs["policy"]);
    const length = [...own, textOf(policy)].join("").replaceAll(/\s/g, "").length;
    if (length > inlinePolicyLimit) {
      throw refusal(
        "putting IAM Role Policy",
        "LimitExceeded",
        `Maximum policy size of ${inlinePolicyLimit} bytes exceeded for role ${textOf(owner)}`,
      );
    }
  },
  computed: (id) => ({ name: id.split(":").slice(1).join(":") }),
});

const instanceProfile = aws("iam/instanceProfile", {
  collection: "awsInstanceProfile",
  replaceOn: ["name", "path"],
  refersTo: [{ path: "role", collection: "awsRole", missing: roleMissing }],
  idOf: nameOf,
  computed: (id, inputs) => ({
    ...{ name: id, arn: arn("iam", "", `instance-profile/${id}`), path: "/", ...tagsAll(inputs) },
  }),
});

/** Who machines and services are. */
export const identityResources: AwsResources = { ...role, ...rolePolicy, ...instanceProfile };
