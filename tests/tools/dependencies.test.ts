import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { execa } from "execa";

import type { Need } from "../../tools/lib/dependencies.mjs";
import { root } from "../../tools/lib/paths.mjs";
import { ReleaseServer } from "./support/release-server.ts";

const product: Need = { development: false, sdks: [] };
const everything: Need = { development: true, sdks: [] };
const withSdks = (...sdks: string[]): Need => ({ development: false, sdks });

/** Development packages of the example, all on its registry. */
const development = ["judge", "@pulumi/aws", "@pulumi/gcp"] as const;

/** A package of version 1.0.0, packed as npm does it. */
class Archive {
  readonly name: string;
  readonly content: Buffer;

  constructor(folder: string, name: string, text = "") {
    this.name = name;
    const source = join(folder, `${name.replace("/", "-")}-${String(text.length)}`);
    mkdirSync(join(source, "package"), { recursive: true });
    writeFileSync(join(source, "package/package.json"), JSON.stringify({ name, version: "1.0.0", text }));
    this.content = execFileSync("tar", ["-czf", "-", "-C", source, "package"]);
  }

  get integrity(): string {
    return `sha512-${createHash("sha512").update(this.content).digest("base64")}`;
  }

  /** What a registry serves of it, by path. */
  get served(): Record<string, Buffer | string> {
    const path = `${this.name}/-/package-1.0.0.tgz`;
    // npm asks the registry that it was told to use in place of this one.
    const dist = { tarball: `https://registry.npmjs.org/${path}`, integrity: this.integrity };
    const version = { name: this.name, version: "1.0.0", dist };
    const document = { name: this.name, "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } };
    return { [path]: this.content, [this.name.replace("/", "%2f")]: JSON.stringify(document) };
  }
}

describe("installDependencies", () => {
  let folder: string;
  let repository: string;
  let server: ReleaseServer;

  const put = (file: string, content: object) => {
    mkdirSync(dirname(join(repository, file)), { recursive: true });
    writeFileSync(join(repository, file), JSON.stringify(content));
  };
  const text = (file: string) => readFileSync(join(repository, file), "utf8");

  /** A repository with our tools and a registry that has its packages; one of them may be another than what is locked. */
  const start = async (replaced?: Archive) => {
    const archives = development.map((name) => new Archive(folder, name));
    const served = archives.map((archive) => (archive.name === replaced?.name ? replaced : archive).served);
    server = await ReleaseServer.start(Object.assign({}, ...served) as Record<string, Buffer>);

    cpSync(join(root, "tools/lib"), join(repository, "tools/lib"), { recursive: true });
    cpSync(join(root, "tools/provide"), join(repository, "tools/provide"), { recursive: true });
    cpSync(join(root, "tools/judges"), join(repository, "tools/judges"), { recursive: true });
    const versions = Object.fromEntries(archives.map(({ name }) => [name, "1.0.0"]));
    const own = { name: "example", version: "1.0.0", workspaces: ["part"], devDependencies: versions };
    const part = { name: "part", version: "1.0.0" };
    put("package.json", own);
    put("part/package.json", part);
    const locked = archives.map(
      ({ name, integrity }) => [`node_modules/${name}`, { version: "1.0.0", integrity, dev: true }] as const,
    );
    const packages = {
      "": own,
      part,
      "node_modules/part": { resolved: "part", link: true },
      ...Object.fromEntries(locked),
    };
    put("package-lock.json", { name: "example", version: "1.0.0", lockfileVersion: 3, packages });
  };

  /** Installs in a process of its own, and says what is there then. */
  const install = async (need: Need) => {
    const program = `import { installDependencies } from "./tools/lib/dependencies.mjs";
      await installDependencies(${JSON.stringify(need)});`;
    const { stderr, exitCode } = await execa("node", ["--input-type=module", "--eval", program], {
      cwd: repository,
      env: {
        npm_config_registry: server.at(""),
        npm_config_cache: join(folder, "cache"),
        npm_config_omit_lockfile_registry_resolved: "true",
        npm_config_fetch_retries: "0",
      },
      reject: false,
    });
    const there = ["part", ...development].filter((name) =>
      existsSync(join(repository, "node_modules", name)),
    );
    return { stderr, exitCode, there };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "infraflux-dependencies-"));
    repository = join(folder, "repository");
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it("leaves packages for development out of the product, and adds only the SDKs that are asked for", async () => {
    await start();
    const files = () => ["package.json", "package-lock.json"].map(text);
    const before = files();

    assert.deepEqual((await install(product)).there, ["part"]);
    assert.deepEqual((await install(withSdks("@pulumi/aws"))).there, ["part", "@pulumi/aws"]);
    assert.deepEqual((await install(withSdks("@pulumi/gcp"))).there, ["part", "@pulumi/aws", "@pulumi/gcp"]);
    assert.equal((await install(withSdks("@pulumi/aws", "@pulumi/gcp"))).stderr, "");
    assert.deepEqual((await install(everything)).there, ["part", ...development]);
    assert.deepEqual(files(), before);
  });

  it("takes nothing away that was installed before, even when it has to install anew", async () => {
    await start();
    await install(everything);
    assert.equal((await install(product)).stderr, "");

    rmSync(join(repository, "node_modules/part"));
    const record = "node_modules/.package-lock.json";
    const { packages } = JSON.parse(text(record)) as { packages: Record<string, object> };
    delete packages["node_modules/part"];
    put(record, { packages });

    const { stderr, there } = await install(product);
    assert.match(stderr, /^Installing the dependencies with npm ci/);
    assert.deepEqual(there, ["part", ...development]);
  });

  it("refuses an SDK whose content is not what is locked", async () => {
    await start(new Archive(folder, "@pulumi/aws", "something else"));

    const { exitCode, stderr } = await install(withSdks("@pulumi/aws"));

    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /The npm registry gave another content of @pulumi\/aws@1\.0\.0 than package-lock\.json/,
    );
  });
});
