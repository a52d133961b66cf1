import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Release, Tool } from "../../../tools/provide/manifest.mjs";
import type { Site } from "../../../tools/provide/site.ts";

/** A machine with nothing on it: an empty folder of its own, and what was said while providing. */
export class TestSite {
  readonly folder = mkdtempSync(join(tmpdir(), "infraflux-tools-"));
  readonly said: string[] = [];

  /** What `provide` is to work with. PATH holds the shell and one folder for what the test installs. */
  readonly site: Site = {
    bin: join(this.folder, "bin"),
    stamps: join(this.folder, "stamps"),
    scratch: join(this.folder, "scratch"),
    locks: join(this.folder, "locks"),
    modules: join(this.folder, "modules"),
    searchPath: join(this.folder, "path"),
    goFolders: join(this.folder, "go"),
    platform: { os: "linux", arch: "x64" },
    offline: false,
    connectMs: 30_000,
    idleMs: 30_000,
    say: (line) => {
      this.said.push(line);
    },
  };

  constructor() {
    mkdirSync(this.site.searchPath);
    for (const folder of ["gadget", "judges"]) {
      mkdirSync(join(this.site.modules, folder), { recursive: true });
    }
  }

  /** Puts an executable shell script on PATH. */
  install(name: string, script: string): string {
    const file = join(this.site.searchPath, name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
    return file;
  }

  /**
   * Puts a Go on PATH that "compiles" what `source` is, into the file after -o, and notes each build in `go.log`.
   *
   * @param exitCode what the build ends with, after it has written its output
   */
  installGo(source: string, exitCode = 0): string {
    const log = join(this.folder, "go.log");
    writeFileSync(join(this.folder, "source"), source);
    chmodSync(join(this.folder, "source"), 0o755);
    this.install(
      "go",
      `#!/bin/sh
echo "$PWD $*" >> '${log}'
while [ "$1" != "-o" ]; do shift; done
cp '${join(this.folder, "source")}' "$2"
echo "the compiler's last words" >&2
exit ${exitCode}
`,
    );
    return log;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A shell script that says it is some version. */
export function saying(version: string): string {
  return `#!/bin/sh\necho "gadget v${version} built with go1.26.1"\n`;
}

/** The tool that the tests provide, with a release of which nothing can be had unless a test says otherwise. */
export function gadget(release: Partial<Release> = {}): Required<Tool> {
  return {
    name: "gadget",
    version: "1.2.3",
    purpose: "an example",
    home: "https://example.org/gadget",
    versionArgs: ["version"],
    release: () => ({
      // Nothing listens on the discard port of a loopback address that nobody uses.
      files: ["http://127.0.0.9:9/gadget"],
      checksums: "http://127.0.0.9:9/checksums.txt",
      form: "binary",
      ...release,
    }),
    goModule: { package: "example.org/gadget/cmd", ldflags: "-X main.version=1.2.3", duration: "no time" },
  };
}
