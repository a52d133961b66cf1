import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { generateIdentity, identityToRecipient } from "age-encryption";
import { execa } from "execa";
import { parse } from "yaml";

import { secretProblems } from "../../gitops/check/secrets.ts";
import { file } from "./files.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sops = join(root, ".tools/bin/sops");
const path = "gitops/apps/podinfo/secret-podinfo.yaml";
const clear = `apiVersion: v1
kind: Secret
metadata:
  name: podinfo
stringData:
  password: correct-horse
`;

describe("Secrets in Git", () => {
  let home: string;
  before(() => {
    home = mkdtempSync(join(tmpdir(), "infraflux-sops-"));
  });
  after(() => {
    rmSync(home, { recursive: true });
  });

  /** Runs sops with the rules of the repository and no key but the given one. */
  const run = (command: "encrypt" | "decrypt", input: string, env: Record<string, string>, name = path) =>
    execa(
      sops,
      [
        ...["--config", join(root, ".sops.yaml"), command, "--filename-override", name],
        ...["--input-type", "yaml", "--output-type", "yaml"],
      ],
      { input, cwd: root, extendEnv: false, env: { HOME: home, ...env } },
    );

  const encrypted = async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    const { stdout } = await run("encrypt", clear, { SOPS_AGE_RECIPIENTS: recipient });
    return { identity, text: stdout };
  };

  it("are refused in the clear, without showing the value", () => {
    const [problem, ...others] = secretProblems([file(path, clear)]);

    assert.deepEqual([problem?.where, problem?.rule, others], [path, "encrypted-secret", []]);
    assert.match(problem?.message ?? "", /holds stringData\.password in the clear/);
    assert.doesNotMatch(problem?.message ?? "", /correct-horse/);
  });

  it("are refused when they only look encrypted", () => {
    const pretended = clear.replace("correct-horse", "ENC[AES256_GCM,data:AA==,type:str]");

    assert.equal(secretProblems([file(path, pretended)]).length, 1);
  });

  it("are refused when one value was added after encryption", async () => {
    const { text } = await encrypted();
    const added = text.replace("stringData:", "stringData:\n    token: plain");

    assert.deepEqual(
      secretProblems([file(path, added)]).map(({ message }) => message.split(" in the clear")[0]),
      ["holds stringData.token"],
    );
  });

  it("are accepted once sops has encrypted them by the repository's rules", async () => {
    const { text } = await encrypted();

    assert.deepEqual(secretProblems([file(path, text)]), []);
    assert.doesNotMatch(text, /correct-horse/);
    assert.match(text, /name: podinfo/);
  });

  it("come back whole with the private key", async () => {
    const { identity, text } = await encrypted();
    const { stdout } = await run("decrypt", text, { SOPS_AGE_KEY: identity });

    assert.deepEqual(parse(stdout), parse(clear));
  });

  it("stay closed to any other key", async () => {
    const { text } = await encrypted();
    const other = await generateIdentity();

    await assert.rejects(run("decrypt", text, { SOPS_AGE_KEY: other }), /Failed to get the data key/);
  });

  it("are not encrypted for nobody: without a recipient sops refuses", async () => {
    await assert.rejects(run("encrypt", clear, {}), /Could not generate data key/);
  });

  it("are the only files that the rules reach", async () => {
    const recipient = await identityToRecipient(await generateIdentity());
    const env = { SOPS_AGE_RECIPIENTS: recipient };

    await assert.rejects(
      run("encrypt", clear, env, "gitops/apps/podinfo/helmrelease-podinfo.yaml"),
      /no matching creation rules found/,
    );
  });

  it("have no private key in the rules", () => {
    assert.doesNotMatch(readFileSync(join(root, ".sops.yaml"), "utf8"), /AGE-SECRET-KEY/);
  });
});
