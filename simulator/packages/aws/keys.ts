import { digits, type Reference } from "../../core/cloud.ts";
import type { CheckFailure } from "../../core/kind.ts";
import { accountId, arn, refusal, regionOf, tagsAll } from "./ids.ts";
import { aws, type AwsResources } from "./kind.ts";
import { find, listOf, mappingOf, textOf } from "./records.ts";

/** A reference to a key by its ARN or its id. */
export function keyReference(path: string, doing: string): Reference {
  return {
    path,
    collection: "awsKey",
    idOf: (text) => text.split("/").at(-1) ?? text,
    missing: (id) => `${doing}: api error InvalidKmsKey.NotFound: The KMS key '${id}' does not exist`,
  };
}

/** An objection to a text that is no policy document. */
export function policyFailures(property: string, value: unknown): CheckFailure[] {
  if (typeof value !== "string") {
    return [];
  }
  try {
    const { Version, Statement } = mappingOf(JSON.parse(value));
    const statements = listOf(Statement).map(mappingOf);
    const whole = statements.every(({ Effect, Action }) => Effect !== undefined && Action !== undefined);
    return Version === "2012-10-17" && statements.length > 0 && whole
      ? []
      : [
          {
            property,
            reason: `"${property}" is no policy: want Version and Statement with Effect and Action`,
          },
        ];
  } catch {
    return [{ property, reason: `"${property}" contains an invalid JSON policy` }];
  }
}

const key = aws("kms/key", {
  collection: "awsKey",
  replaceOn: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId"],
  check: ({ policy, deletionWindowInDays: days }) => [
    ...policyFailures("policy", policy),
    ...(typeof days === "number" && (days < 7 || days > 30)
      ? [
          {
            property: "deletionWindowInDays",
            reason: `expected deletion_window_in_days to be in the range (7 - 30), got ${days}`,
          },
        ]
      : []),
  ],
  idOf: (_inputs, { urn }) => digits(urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  rules: ({ policy }) => {
    if (typeof policy === "string" && !leavesAccountInCharge(policy)) {
      throw refusal(
        "creating KMS Key",
        "MalformedPolicyDocumentException",
        "The new key policy will not allow you to update the key policy in the future.",
      );
    }
  },
  computed: (id, inputs, context) => ({
    ...{ arn: arn("kms", regionOf(context), `key/${id}`), keyId: id },
    ...{ isEnabled: true, keyUsage: "ENCRYPT_DECRYPT", rotationPeriodInDays: 365 },
    ...tagsAll(inputs),
  }),
});

function leavesAccountInCharge(policy: string): boolean {
  return listOf(mappingOf(JSON.parse(policy))["Statement"])
    .map(mappingOf)
    .some(({ Action, Principal }) => {
      const principals = [mappingOf(Principal)["AWS"]].flat().map(textOf);
      return Action === "kms:*" && principals.some((one) => one.endsWith(`:${accountId}:root`));
    });
}

const alias = aws("kms/alias", {
  collection: "awsKeyAlias",
  replaceOn: ["name"],
  check: ({ name }) =>
    typeof name === "string" && !/^alias\/(?!aws\/)[a-zA-Z0-9/_-]{1,250}$/.test(name)
      ? [
          {
            property: "name",
            reason: `"name" must begin with 'alias/' and be comprised of only [a-zA-Z0-9/_-]: "${name}"`,
          },
        ]
      : [],
  refersTo: [keyReference("targetKeyId", "creating KMS Alias")],
  idOf: ({ name }) => textOf(name),
  taken: (name) =>
    `creating KMS Alias: api error AlreadyExistsException: An alias with the name ${name} already exists`,
  computed: (id, inputs, context) => ({
    arn: arn("kms", regionOf(context), id),
    targetKeyArn: find(context.world, "awsKey", textOf(inputs["targetKeyId"]).split("/").at(-1))?.["arn"],
  }),
});

/** Keys that encrypt volumes. */
export const keyResources: AwsResources = { ...key, ...alias };
