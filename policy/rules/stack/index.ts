import type { Rule } from "../../judge/rule.ts";
import { handoffLeastPrivilege } from "./handoff-least-privilege.ts";
import { secretInputsMarked } from "./secret-inputs-marked.ts";
import { stackBackupEncrypted } from "./stack-backup-encrypted.ts";
import { stackBackupOffsite } from "./stack-backup-offsite.ts";
import { stackBackup } from "./stack-backup.ts";
import { stackControlPlanesSpread } from "./stack-control-planes-spread.ts";
import { stackMachineSecretsProtected } from "./stack-machine-secrets-protected.ts";
import { stackOutputsSecret } from "./stack-outputs-secret.ts";
import { stackQuorum } from "./stack-quorum.ts";
import { stackSecretsProvider } from "./stack-secrets-provider.ts";
import { stackVersionsSupported } from "./stack-versions-supported.ts";
import { stackVersionsUniform } from "./stack-versions-uniform.ts";
import { stackWorkersSpread } from "./stack-workers-spread.ts";

/** The rules of this area. */
export const stackRules: readonly Rule[] = [
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
