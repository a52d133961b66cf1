import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { isStamped } from "../../tools/lib/stamps.mjs";
import type { Tool } from "../../tools/provide/manifest.mjs";
import { NotProvided, provide } from "../../tools/provide/provide.ts";
import { ReleaseServer } from "./support/release-server.ts";
import { gadget, saying, TestSite } from "./support/site.ts";

describe("provide", () => {
  let machine: TestSite;
  let server: ReleaseServer | undefined;

  beforeEach(() => {
    machine = new TestSite();
  });
  afterEach(async () => {
    machine.remove();
    await server?.stop();
    server = undefined;
  });

  const provided = () => join(machine.site.bin, "gadget");
  const failure = async (tool: Tool): Promise<string> => {
    let message = "";
    await assert.rejects(provide(tool, machine.site), (error) => {
      assert.ok(error instanceof NotProvided);
      message = error.message;
      return true;
    });
    assert.equal(existsSync(provided()), false, "a refused tool must not be in place");
    assert.deepEqual(readdirSync(machine.site.scratch), [], "nothing half-made may be left");
    return message;
  };

  /** A server with one release of the gadget, and the gadget that is to be had from there. */
  const released = async (
    content: Buffer | string,
    { checksumOf = content } = {},
  ): Promise<Required<Tool>> => {
    const sum = createHash("sha256").update(checksumOf).digest("hex");
    server = await ReleaseServer.start({ gadget: content, "checksums.txt": `${sum}  gadget\n` });
    return gadget({ files: [server.at("gadget")], checksums: server.at("checksums.txt") });
  };

  describe("from PATH", () => {
    it("takes the very version and notes it", async () => {
      const file = machine.install("gadget", saying("1.2.3"));

      await provide(gadget(), machine.site);

      assert.equal(realpathSync(provided()), realpathSync(file));
      assert.equal(isStamped(gadget(), machine.site), true);
    });

    for (const other of ["1.2.4", "1.2.3-rc.1", "11.2.3"]) {
      it(`does not take ${other} for 1.2.3`, async () => {
        machine.install("gadget", saying(other));

        assert.match(
          await failure(gadget()),
          new RegExp(`on PATH: .*gadget is version ${other}, not 1\\.2\\.3`),
        );
      });
    }

    it("goes on when the tool there does not run", async () => {
      machine.install("gadget", "#!/bin/sh\nexit 3\n");

      assert.match(await failure(gadget()), /on PATH: .*gadget does not run/);
    });
  });

  describe("from the official release", () => {
    it("takes a file whose checksum is the published one", async () => {
      await provide(await released(saying("1.2.3")), machine.site);

      assert.equal(readFileSync(provided(), "utf8"), saying("1.2.3"));
    });

    it("refuses a file whose checksum is another", async () => {
      const tool = await released(saying("1.2.3"), { checksumOf: "something else" });

      assert.match(
        await failure(tool),
        /was refused: its SHA-256 sum is [0-9a-f]{64}, published is [0-9a-f]{64}/,
      );
    });

    it("refuses a file that nobody published a checksum of", async () => {
      const tool = await released(saying("1.2.3"));
      const release = { ...tool.release({ os: "linux", arch: "x64" }) };

      const other = gadget({ ...release, files: release.files.map((file) => `${file}-other`) });

      assert.match(await failure(other), /checksums\.txt has no checksum of gadget-other/);
    });

    it("refuses a file that is another version than its name says", async () => {
      assert.match(await failure(await released(saying("1.2.2"))), /is version 1\.2\.2, not 1\.2\.3/);
    });

    it("keeps every executable of a tarball, and nothing else", async () => {
      const tarball = tarballOf({ gadget: saying("1.2.3"), "gadget-language-nodejs": "#!/bin/sh\n" }, [
        "README.md",
      ]);
      const tool = await released(tarball);
      const release = tool.release({ os: "linux", arch: "x64" });

      await provide(gadget({ ...release, form: "tarball" }), machine.site);

      assert.deepEqual(readdirSync(machine.site.bin).sort(), ["gadget", "gadget-language-nodejs"]);
    });

    it("takes the second address when the first has nothing", async () => {
      const tool = await released(saying("1.2.3"));
      const release = tool.release({ os: "linux", arch: "x64" });
      const files = [`${server?.at("gone") ?? ""}/gadget`, ...release.files];

      await provide(gadget({ ...release, files }), machine.site);

      assert.equal(existsSync(provided()), true);
    });

    it("gives up on a server that accepts a connection and stays silent", async () => {
      server = await ReleaseServer.start({});
      const tool = gadget({ checksums: server.at("silence") });
      machine = Object.assign(machine, { site: { ...machine.site, connectMs: 50 } });

      assert.match(await failure(tool), /official release: 127\.0\.0\.1:\d+: no answer within 0\.05 s/);
    });

    it("is left out where downloads are not wanted", async () => {
      const tool = await released(saying("1.2.3"));
      machine = Object.assign(machine, { site: { ...machine.site, offline: true } });

      assert.match(await failure(tool), /official release: left out, because INFRAFLUX_TOOLS_OFFLINE is set/);
    });
  });

  describe("from Go modules", () => {
    it("compiles in the folder of the tool when the release cannot be reached", async () => {
      const log = machine.installGo(saying("1.2.3"));

      await provide(gadget(), machine.site);

      const built = readFileSync(log, "utf8");
      assert.match(
        built,
        /modules\/gadget build .*-mod=readonly .*-ldflags -X main\.version=1\.2\.3 .*example\.org\/gadget\/cmd\n$/,
      );
      assert.equal(readFileSync(provided(), "utf8"), saying("1.2.3"));
    });

    it("leaves nothing of a build that failed after it had written its output", async () => {
      machine.installGo(saying("1.2.3"), 1);

      assert.match(await failure(gadget()), /Go modules: go build failed:\n\s+the compiler's last words/);
    });

    it("says when there is no Go", async () => {
      assert.match(await failure(gadget()), /Go modules: Go is not installed \(searched PATH and .+\)/);
    });

    it("compiles once when two processes want the tool", async () => {
      const log = machine.installGo(saying("1.2.3"));

      await Promise.all([provide(gadget(), machine.site), provide(gadget(), machine.site)]);

      assert.equal(readFileSync(log, "utf8").trim().split("\n").length, 1);
      assert.ok(machine.said.some((line) => line.includes("another process provides it")));
    });
  });

  describe("a program of this repository", () => {
    const own: Tool = gadget();
    delete own.release;
    own.goModule = { ...own.goModule, folder: "judges", package: "./gadget", gcflags: "all=-N -l" };

    it("is compiled from the module that it shares, whatever has its name on PATH", async () => {
      machine.install("gadget", saying("1.2.3").replace("gadget", "another gadget"));
      const log = machine.installGo(saying("1.2.3"));

      await provide(own, machine.site);

      assert.match(
        readFileSync(log, "utf8"),
        /modules\/judges build .*-gcflags all=-N -l -ldflags -X main\.version=1\.2\.3 .*\.\/gadget\n$/,
      );
      assert.equal(readFileSync(provided(), "utf8"), saying("1.2.3"));
    });

    it("can only be had with Go, and says so", async () => {
      assert.match(
        await failure(own),
        /Tried:\n {2}- Go modules: Go is not installed .+\nWhat to do: install Go 1\.26\.6 or newer [^,]+; then run/,
      );
    });
  });

  it("names the tool, each way with its reason, and what to do when all ways fail", async () => {
    machine.installGo(saying("1.2.3"), 1);

    const message = await failure(gadget());

    assert.match(message, /^gadget 1\.2\.3, an example, could not be provided\. Tried:\n/);
    assert.match(message, /\n {2}- on PATH: not there\n {2}- official release: .+\n {2}- Go modules: /);
    assert.match(
      message,
      /\nWhat to do: install gadget 1\.2\.3 so that it is on PATH \(https:\/\/example\.org\/gadget\)/,
    );
  });

  it("does not even start a tool that is in place", async () => {
    machine.installGo(saying("1.2.3"));
    await provide(gadget(), machine.site);
    const said = machine.said.length;
    chmodSync(provided(), 0o644);

    await provide(gadget(), machine.site);

    assert.equal(machine.said.length, said);
  });

  it("asks a tool again whose file has changed, and replaces another version", async () => {
    machine.installGo(saying("1.2.3"));
    await provide(gadget(), machine.site);
    writeFileSync(provided(), saying("9.9.9"));
    utimesSync(provided(), new Date(0), new Date(0));
    assert.equal(isStamped(gadget(), machine.site), false);

    await provide(gadget(), machine.site);

    assert.equal(readFileSync(provided(), "utf8"), saying("1.2.3"));
  });
});

/** A .tar.gz with a folder that holds the executables and some plain files. */
function tarballOf(executables: Record<string, string>, plain: readonly string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "infraflux-tarball-"));
  try {
    mkdirSync(join(folder, "gadget"));
    for (const [name, content] of Object.entries(executables)) {
      writeFileSync(join(folder, "gadget", name), content, { mode: 0o755 });
    }
    for (const name of plain) {
      writeFileSync(join(folder, "gadget", name), "");
    }
    return execFileSync("tar", ["-czf", "-", "-C", folder, "gadget"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
