import { cloudResource, type CloudRecord } from "../../core/cloud.ts";
import type { CallContext, Properties, SimulatedResource } from "../../core/kind.ts";
import { durations } from "./durations.ts";
import { keyGrantId } from "./grants.ts";
import { invalid, nameIn, nameOf, projectOf } from "./paths.ts";
import { schemaOf } from "./schema.ts";

const ringToken = "gcp:kms/keyRing:KeyRing";
const keyToken = "gcp:kms/cryptoKey:CryptoKey";
const memberToken = "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember";

const rings = cloudResource({
  token: ringToken,
  collection: "gcpKeyRing",
  schema: schemaOf(ringToken),
  seconds: durations[ringToken],
  replaceOn: ["name", "project", "location"],
  updatable: false,
  idOf: (inputs, context) =>
    `projects/${projectOf(inputs, context)}/locations/${String(inputs["location"])}/keyRings/${nameOf(inputs["name"], context)}`,
  rules: ({ location }, { world }) => {
    if (world.get("gcpRegion", String(location)) === undefined && location !== "global") {
      throw new Error(
        `googleapi: Error 404: The request concerns location '${String(location)}' but was sent to location 'global'.`,
      );
    }
  },
  computed: (id, inputs, context) => ({ name: nameIn(id), project: projectOf(inputs, context) }),
});

/** A ring of keys. It can't be deleted: the provider forgets it. */
export const keyRing: SimulatedResource = { ...rings, delete: () => undefined };

const keys = cloudResource({
  token: keyToken,
  collection: "gcpCryptoKey",
  schema: schemaOf(keyToken),
  seconds: durations[keyToken],
  replaceOn: ["name", "keyRing", "purpose", "importOnly", "destroyScheduledDuration", "cryptoKeyBackend"],
  refersTo: [
    {
      path: "keyRing",
      collection: "gcpKeyRing",
      missing: (id) => `googleapi: Error 404: KeyRing ${id} not found., notFound`,
    },
  ],
  idOf: (inputs, context) => `${String(inputs["keyRing"])}/cryptoKeys/${nameOf(inputs["name"], context)}`,
  rules: ({ purpose = "ENCRYPT_DECRYPT", rotationPeriod }) => {
    const [, seconds = "0"] =
      typeof rotationPeriod === "string" ? (/^(\d+)(\.\d+)?s$/.exec(rotationPeriod) ?? []) : [];
    if (rotationPeriod !== undefined && Number(seconds) < 86_400) {
      throw invalid("rotationPeriod", rotationPeriod, "Rotation period must be at least 86400 seconds.");
    }
    if (rotationPeriod !== undefined && purpose !== "ENCRYPT_DECRYPT") {
      throw invalid("rotationPeriod", rotationPeriod, "Only keys that encrypt and decrypt are rotated.");
    }
  },
  computed: (id, { labels }) => ({
    name: nameIn(id),
    primaries: [{ name: `${id}/cryptoKeyVersions/1`, state: "ENABLED" }],
    ...(labels !== undefined && { effectiveLabels: labels, pulumiLabels: labels }),
  }),
});

/** A key. It can't be deleted either: the provider destroys its versions, after which nothing can be decrypted. */
export const cryptoKey: SimulatedResource = {
  ...keys,
  read: (id, outputs, context) =>
    isDestroyed(context.world.get("gcpCryptoKey", id)) ? undefined : keys.read?.(id, outputs, context),
  delete(id, _outputs, { world }) {
    const record = world.get<CloudRecord>("gcpCryptoKey", id);
    if (record !== undefined) {
      const primaries = [{ name: `${id}/cryptoKeyVersions/1`, state: "DESTROYED" }];
      world.put("gcpCryptoKey", id, { ...record, computed: { ...record.computed, primaries } });
    }
  },
};

function isDestroyed(record: CloudRecord | undefined): boolean {
  const [primary] = (record?.computed["primaries"] ?? []) as { state: string }[];
  return primary?.state === "DESTROYED";
}

/** Somebody's right to a key. */
export const cryptoKeyMember = cloudResource({
  token: memberToken,
  collection: "gcpCryptoKeyMember",
  schema: schemaOf(memberToken),
  seconds: durations[memberToken],
  replaceOn: ["cryptoKeyId", "member", "role", "condition"],
  deleteBeforeReplace: true,
  updatable: false,
  refersTo: [
    {
      path: "cryptoKeyId",
      collection: "gcpCryptoKey",
      missing: (id) => `googleapi: Error 404: CryptoKey ${id} not found., notFound`,
    },
  ],
  idOf: ({ cryptoKeyId, member, role }) => `${String(cryptoKeyId)}/${String(role)}/${String(member)}`,
});

/** Refuses a disk whose key Compute Engine may not use. */
export function refuseUnusable(inputs: Properties, context: CallContext): void {
  const { kmsKeySelfLink } = (inputs["diskEncryptionKey"] ?? {}) as { kmsKeySelfLink?: string };
  if (kmsKeySelfLink === undefined) {
    return;
  }
  const { world } = context;
  const { number } = world.get<{ number: string }>("gcpProject", projectOf(inputs, context)) ?? {
    number: "",
  };
  const record = world.get<CloudRecord>("gcpCryptoKey", kmsKeySelfLink);
  const grant = world.get("gcpCryptoKeyMember", keyGrantId(kmsKeySelfLink, number));
  if (record === undefined || isDestroyed(record) || grant === undefined) {
    throw new Error(
      `googleapi: Error 400: Cloud KMS error when using key ${kmsKeySelfLink}: Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied on resource '${kmsKeySelfLink}' (or it may not exist)., kmsPermissionDenied`,
    );
  }
}
