import { wantFlag } from "../../shapes/found.ts";
import { configurationRule } from "../../shapes/talos/configuration-rule.ts";
import { talosDocs } from "../../references.ts";

/**
 * Each key of VolumeConfig and UserVolumeConfig says `lockToState`. The older dialect in the main document has no
 * such key.
 */
export const talosDiskKeysLocked = configurationRule({
  id: "talos-disk-keys-locked",
  title: "Keys of data volumes are locked to STATE",
  rationale:
    "A key that only depends on the machine opens a volume as well after somebody has put another STATE volume in place of the machine's own.",
  severity: "medium",
  remedy:
    "InfraFlux does so wherever it encrypts. Elsewhere set `lockToState: true` for each key under `encryption.keys` of EPHEMERAL and of user volumes.",
  references: [
    talosDocs("disk encryption", "configure-your-talos-cluster/storage-and-disk-management/disk-encryption"),
  ],
  check: (configuration, { report, each }) => {
    const volumes = ["VolumeConfig", "UserVolumeConfig"]
      .flatMap((kind) => configuration.documents(kind))
      // STATE cannot be locked to itself.
      .filter((volume) => volume.path !== "VolumeConfig[STATE]");
    each(volumes, (volume) => {
      each(volume.at("encryption", "keys").list(), (key) => {
        wantFlag(key.at("lockToState"), true, false, report);
      });
    });
  },
});
