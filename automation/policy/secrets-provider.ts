import { readFileSync } from "node:fs";
import process from "node:process";

import { parse } from "yaml";

/** How the rules call a passphrase, whoever holds it. */
export const passphrase = "passphrase";

/** What a stack file says about the encryption of secrets. */
interface Encryption {
  readonly secretsprovider?: string;
  readonly encryptionsalt?: string;
}

/**
 * What encrypts the secrets in the state of a real stack: `awskms`, `passphrase`. Undefined where neither the stack file
 * nor the environment tells, as on Pulumi Cloud, which keeps a key of its own for each stack.
 */
export function secretsProvider(
  stackFile: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const { secretsprovider, encryptionsalt } = (parse(readFileSync(stackFile, "utf8")) ?? {}) as Encryption;
  if (secretsprovider !== undefined && secretsprovider !== "default") {
    return /^[^:]+/.exec(secretsprovider)?.[0];
  }
  const variables = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"];
  const hasPassphrase =
    encryptionsalt !== undefined || variables.some((name) => environment[name] !== undefined);
  return hasPassphrase ? passphrase : undefined;
}
