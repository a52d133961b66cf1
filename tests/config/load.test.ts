import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import {
  CUSTOM_FILE_VARIABLE,
  environmentProblems,
  loadConfig,
  readCustomFile,
  readStackFile,
  SECRET_KEYS,
  SECRETS,
  secretsInEnvironment,
} from "../../config/index.ts";
import type { Tree } from "../../config/layers.ts";
import { base } from "./base.ts";

const random = "0123456789abcdef".repeat(4);
const secrets = {
  proxmoxApiToken: SECRETS.proxmoxApiToken.simulated(random),
  sopsAgeKey: SECRETS.sopsAgeKey.simulated(random),
  capiProxmoxToken: SECRETS.capiProxmoxToken.simulated(random),
};

/** The base stack without anything to be warned about. */
const blank: Tree = { ...base, profile: "blank" };

let folder: string;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "infraflux-config-"));
  environment = process.env;
  const ours: readonly string[] = [CUSTOM_FILE_VARIABLE, ...SECRET_KEYS.map((key) => SECRETS[key].variable)];
  process.env = Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.includes(name)));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env = environment;
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function stackFile(config: Tree): string {
  const entries = Object.entries(config).map(([key, value]): [string, unknown] => [
    `infraflux:${key}`,
    value,
  ]);
  return file(
    "Pulumi.dev.yaml",
    stringify({ encryptionsalt: "v1:abc", config: Object.fromEntries(entries) }),
  );
}

describe("readStackFile", () => {
  it("takes our keys without their prefix and leaves those of others", () => {
    const path = file(
      "Pulumi.dev.yaml",
      stringify({ config: { "infraflux:profile": "blank", "pulumi:tags": {} } }),
    );
    const { layer, problems } = readStackFile(path);
    assert.deepEqual(layer, { name: "Pulumi.dev.yaml", tree: { profile: "blank" } });
    assert.deepEqual(problems, []);
  });

  it("counts encrypted secrets and keeps them out of the tree", () => {
    const { layer, secrets: held, problems } = readStackFile(stackFile({ gitToken: { secure: "v1:abc" } }));
    assert.deepEqual(layer.tree, {});
    assert.deepEqual([...held], ["gitToken"]);
    assert.deepEqual(problems, []);
  });

  it("refuses a secret in the clear without showing it", () => {
    const { problems } = readStackFile(stackFile({ gitToken: "hunter2" }));
    assert.deepEqual(
      problems.map(({ rule, key, value }) => ({ rule, key, value })),
      [{ rule: "secret-in-clear", key: "gitToken", value: "[secret]" }],
    );
    assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
  });

  it("refuses a setting that is encrypted", () => {
    const { problems } = readStackFile(stackFile({ cluster: { secure: "v1:abc" } }));
    assert.deepEqual(
      problems.map(({ rule, key, value }) => ({ rule, key, value })),
      [{ rule: "encrypted-setting", key: "cluster", value: "[secret]" }],
    );
  });

  it("hands over the path of the custom file", () => {
    assert.equal(readStackFile(stackFile({ customFile: "mine.yaml" })).customFile, "mine.yaml");
    const [problem] = readStackFile(stackFile({ customFile: ["mine.yaml"] })).problems;
    assert.equal(problem?.rule, "wrong-type");
  });

  it("says that a stack file is not there, or holds no mapping", () => {
    const [missing] = readStackFile(join(folder, "Pulumi.lab.yaml")).problems;
    assert.deepEqual(
      { rule: missing?.rule, allowed: missing?.allowed },
      { rule: "stack-file", allowed: "a file that exists" },
    );
    const [list] = readStackFile(file("Pulumi.dev.yaml", "config: [1]")).problems;
    assert.deepEqual(
      { rule: list?.rule, key: list?.key, allowed: list?.allowed },
      { rule: "stack-file", key: "config", allowed: "a mapping of keys" },
    );
  });
});

describe("readCustomFile", () => {
  it("reads a mapping, and nothing where no file is named", () => {
    const path = file("custom.yaml", "cluster: { id: 9 }");
    assert.deepEqual(readCustomFile(path), {
      layer: { name: "custom.yaml", tree: { cluster: { id: 9 } } },
      problems: [],
    });
    assert.deepEqual(readCustomFile(undefined), { problems: [] });
  });

  it("prefers the file that the environment names", () => {
    process.env[CUSTOM_FILE_VARIABLE] = file("mine.yaml", "profile: blank");
    assert.equal(readCustomFile(file("other.yaml", "")).layer?.name, "mine.yaml");
  });

  it("says why a file cannot be read", () => {
    const reasons = [
      join(folder, "nowhere.yaml"),
      folder,
      file("broken.yaml", "cluster:\n  id: 1\n  id: [2"),
      file("list.yaml", "- cluster"),
    ].map((path) => {
      const [problem] = readCustomFile(path).problems;
      return `${problem?.rule ?? ""}: ${problem?.allowed ?? ""}`;
    });
    assert.deepEqual(reasons.slice(0, 2), [
      "custom-file: a file that exists",
      "custom-file: a file that can be read",
    ]);
    assert.match(reasons[2] ?? "", /^custom-file: YAML, which line 3 is not: /);
    assert.equal(reasons[3], "custom-file: a mapping of configuration keys");
  });
});

describe("secretsInEnvironment", () => {
  it("finds the secrets by their variables and takes an empty one for none", () => {
    process.env["PROXMOX_VE_API_TOKEN"] = secrets.proxmoxApiToken;
    process.env["SOPS_AGE_KEY"] = "";
    assert.deepEqual([...secretsInEnvironment()], ["proxmoxApiToken"]);
  });
});

describe("environmentProblems", () => {
  it("refuses a secret of the wrong form without showing it", () => {
    process.env["PROXMOX_VE_API_TOKEN"] = "hunter2";
    const problems = environmentProblems("dev");
    assert.deepEqual(
      problems.map(({ rule, key, value }) => ({ rule, key, value })),
      [{ rule: "secret-form", key: "proxmoxApiToken", value: "[secret]" }],
    );
    assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
  });
});

describe("the simulated secrets", () => {
  it("have the form that their keys want, and say what they are", () => {
    for (const key of SECRET_KEYS) {
      const value = SECRETS[key].simulated(random);
      assert.match(value, SECRETS[key].pattern, key);
      assert.match(`${value} ${Buffer.from(value, "hex").toString()}`, /simulated/i, key);
    }
  });
});

describe("loadConfig", () => {
  /** Gives the engine's configuration to the program, as the engine does: mappings as JSON. */
  async function given(config: Tree, encrypted: Readonly<Record<string, string>> = {}): Promise<void> {
    await pulumi.runtime.setMocks(
      { call: () => ({}), newResource: () => ({ id: "", state: {} }) },
      "infraflux",
      "dev",
    );
    const texts = Object.entries(config).map(([key, value]) => [
      `infraflux:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const hidden = Object.entries(encrypted).map(([key, value]) => [`infraflux:${key}`, value]);
    pulumi.runtime.setAllConfig(
      Object.fromEntries([...texts, ...hidden]) as Record<string, string>,
      hidden.map(([key]) => key ?? ""),
    );
  }

  it("makes a configuration and secrets of the engine's values and the environment", async () => {
    const { capiProxmoxToken, ...inStack } = secrets;
    process.env["INFRAFLUX_CAPI_PROXMOX_TOKEN"] = capiProxmoxToken;
    await given(blank, inStack);
    const { config, secrets: loaded } = loadConfig();
    assert.equal(config.cluster.name, "edge");
    assert.deepEqual(Object.keys(loaded), ["proxmoxApiToken", "sopsAgeKey", "capiProxmoxToken"]);
    for (const [key, output] of Object.entries(loaded)) {
      assert.equal(await pulumi.isSecret(output), true, key);
    }
  });

  it("prefers the secret of the stack", async () => {
    process.env["PROXMOX_VE_API_TOKEN"] = "other@pve!token=1";
    await given(blank, secrets);
    const value = await new Promise((resolve) => loadConfig().secrets.proxmoxApiToken?.apply(resolve));
    assert.equal(value, secrets.proxmoxApiToken);
  });

  it("puts the custom file on top", async () => {
    process.env[CUSTOM_FILE_VARIABLE] = file("custom.yaml", "cluster: { name: edge-two }");
    await given(blank, secrets);
    assert.equal(loadConfig().config.cluster.name, "edge-two");
  });

  it("throws one RunError with every problem and no secret", async () => {
    process.env[CUSTOM_FILE_VARIABLE] = file("custom.yaml", "controlPlane: { count: 2 }");
    await given(
      { ...base, colour: "blue", gitToken: "hunter2" },
      { ...secrets, sopsAgeKey: "hunter3", profile: "blank" },
    );
    assert.throws(loadConfig, (error) => {
      assert.ok(error instanceof pulumi.RunError);
      assert.match(error.message, /^The configuration of stack dev has 5 problems; nothing was touched\.\n/);
      const rules = [...error.message.matchAll(/^ {2}rule: (.*)$/gm)].map(([, rule]) => rule);
      assert.deepEqual(rules.sort(), [
        "control-plane-quorum",
        "encrypted-setting",
        "secret-form",
        "secret-in-clear",
        "unknown-key",
      ]);
      assert.doesNotMatch(error.message, /hunter/);
      return true;
    });
  });

  it("says of a custom file that is not there what is wrong, and not what it may have held", async () => {
    await given(
      { ...base, environment: {}, customFile: join(folder, "nowhere.yaml"), colour: "blue" },
      secrets,
    );
    assert.throws(loadConfig, (error) => {
      const rules = [...String(error).matchAll(/^ {2}rule: (.*)$/gm)].map(([, rule]) => rule);
      assert.deepEqual(rules, ["custom-file", "unknown-key"]);
      return true;
    });
  });
});
