import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { secretsProvider } from "../../../automation/policy/secrets-provider.ts";

describe("secretsProvider", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "infraflux-"));
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  const salt = "encryptionsalt: v1:abc=\n";
  const withPassphrase = { PULUMI_CONFIG_PASSPHRASE: "" };
  const cases: Readonly<
    Record<string, { file: string; environment?: NodeJS.ProcessEnv; want: string | undefined }>
  > = {
    "a key service by its scheme": {
      file: 'secretsprovider: "awskms://alias/x?region=eu-1"\n',
      want: "awskms",
    },
    "a key service although the salt of a passphrase is left": {
      file: `secretsprovider: gcpkms://projects/p\n${salt}`,
      environment: withPassphrase,
      want: "gcpkms",
    },
    "a passphrase by its name": { file: "secretsprovider: passphrase\n", want: "passphrase" },
    "a passphrase by its salt": { file: `${salt}config: {}\n`, want: "passphrase" },
    "a passphrase by the environment, even an empty one": {
      file: "config: {}\n",
      environment: withPassphrase,
      want: "passphrase",
    },
    "a passphrase by the file that the environment names": {
      file: "secretsprovider: default\n",
      environment: { PULUMI_CONFIG_PASSPHRASE_FILE: "/run/passphrase" },
      want: "passphrase",
    },
    "nothing where nothing tells": { file: "config: {}\n", want: undefined },
    "nothing of an empty stack file": { file: "", want: undefined },
  };
  for (const [what, { file, environment = {}, want }] of Object.entries(cases)) {
    it(`finds ${what}`, () => {
      const path = join(folder, "Pulumi.x.yaml");
      writeFileSync(path, file);
      assert.equal(secretsProvider(path, environment), want);
    });
  }
});
