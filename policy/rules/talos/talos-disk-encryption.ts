import type { Value } from "../../judge/value.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import type { MachineConfiguration } from "../../shapes/talos/machine-configuration.ts";
import { talosDocs } from "../../references.ts";

/** The system volumes that hold secrets or data, and where the main document, the older dialect, has their encryption. */
const systemVolumes = [
  ["STATE", "state"],
  ["EPHEMERAL", "ephemeral"],
] as const;

/**
 * STATE, EPHEMERAL, user and swap volumes have a provider and a key, and no key of any volume is a passphrase in the
 * configuration. Which of the other kinds of key it is, is not judged.
 */
export const talosDiskEncryption = configurationRule({
  id: "talos-disk-encryption",
  title: "Volumes of machines are encrypted",
  rationale:
    "STATE holds the machine's keys, and EPHEMERAL etcd and what pods write: whoever gets hold of the disk, or of a snapshot of it, has the cluster.",
  severity: "high",
  remedy:
    "Leave `infraflux:talos:diskEncryption:enabled` on. Elsewhere add a VolumeConfig with `encryption` for STATE and for EPHEMERAL, and `encryption` to user and swap volumes, with `tpm`, `kms` or `nodeID` in place of `static` keys.",
  references: [
    talosDocs("disk encryption", "configure-your-talos-cluster/storage-and-disk-management/disk-encryption"),
    talosDocs("security checklist", "security/talos-security-checklist"),
  ],
  check: (configuration, { report, each }) => {
    each(systemVolumes, ([name, formerName]) => {
      const volumes = configuration.documents("VolumeConfig").filter((one) => one.at("name").text() === name);
      const former = configuration.main.at("machine", "systemDiskEncryption", formerName);
      if (![...volumes.map((volume) => volume.at("encryption")), former].some(isEncrypted)) {
        report(`VolumeConfig[${name}].encryption: got none, want a provider and at least one key`);
      }
    });
    const further = ["UserVolumeConfig", "SwapVolumeConfig"].flatMap((kind) => configuration.documents(kind));
    each(further, (volume) => {
      const encryption = volume.at("encryption");
      if (!isEncrypted(encryption)) {
        report(`${encryption.path}: got none, want a provider and at least one key`);
      }
    });
    each(encryptionsOf(configuration), (encryption) => {
      each(encryption.at("keys").list(), (key) => {
        const passphrase = key.at("static");
        if (passphrase.exists()) {
          report(`${passphrase.path}: got a passphrase in the configuration, want tpm, kms or nodeID`);
        }
      });
    });
  },
});

/** The encryption of every volume that can have one. */
function encryptionsOf(configuration: MachineConfiguration): Value[] {
  const volumes = ["VolumeConfig", "UserVolumeConfig", "SwapVolumeConfig", "RawVolumeConfig"].flatMap(
    (kind) => configuration.documents(kind),
  );
  return [
    ...volumes.map((volume) => volume.at("encryption")),
    ...systemVolumes.map(([, formerName]) =>
      configuration.main.at("machine", "systemDiskEncryption", formerName),
    ),
  ];
}

function isEncrypted(encryption: Value): boolean {
  return encryption.at("provider").exists() && encryption.at("keys").list().length > 0;
}
