import type { Samples } from "../../support/sample.ts";
import { samples as handoffLeastPrivilege } from "./handoff-least-privilege.ts";
import { samples as secretInputsMarked } from "./secret-inputs-marked.ts";
import { samples as stackBackup } from "./stack-backup.ts";
import { samples as stackBackupEncrypted } from "./stack-backup-encrypted.ts";
import { samples as stackBackupOffsite } from "./stack-backup-offsite.ts";
import { samples as stackControlPlanesSpread } from "./stack-control-planes-spread.ts";
import { samples as stackMachineSecretsProtected } from "./stack-machine-secrets-protected.ts";
import { samples as stackOutputsSecret } from "./stack-outputs-secret.ts";
import { samples as stackQuorum } from "./stack-quorum.ts";
import { samples as stackSecretsProvider } from "./stack-secrets-provider.ts";
import { samples as stackVersionsSupported } from "./stack-versions-supported.ts";
import { samples as stackVersionsUniform } from "./stack-versions-uniform.ts";
import { samples as stackWorkersSpread } from "./stack-workers-spread.ts";

/** How the rules of this area are to judge. */
export const stackSamples: readonly Samples[] = [
  secretInputsMarked,
  stackOutputsSecret,
  stackMachineSecretsProtected,
  stackSecretsProvider,
  stackQuorum,
  stackControlPlanesSpread,
  stackWorkersSpread,
  stackVersionsSupported,
  stackVersionsUniform,
  stackBackup,
  stackBackupEncrypted,
  stackBackupOffsite,
  handoffLeastPrivilege,
];
