import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const childModule = new URL("../../tools/lib/child.mjs", import.meta.url).href;

/** Starts Node, which runs `program` by `runChild` and ends with the code that this returned. */
function start(program: string) {
  const script = `
    import { runChild } from ${JSON.stringify(childModule)};
    const options = { sameSignalMs: 60_000 };
    process.exitCode = await runChild("node", ["--eval", ${JSON.stringify(program)}], options);`;
  return spawn("node", ["--input-type=module", "--eval", script], { stdio: ["ignore", "pipe", "inherit"] });
}

describe("runChild", () => {
  it("returns the exit code", async () => {
    const [code] = (await once(start("process.exit(42)"), "exit")) as [number];

    assert.equal(code, 42);
  });

  it("returns 128 plus the number of the signal that ended the program", async () => {
    const [code] = (await once(start("process.kill(process.pid, 'SIGKILL')"), "exit")) as [number];

    assert.equal(code, 137);
  });

  it("passes on a signal that comes twice at once, as with Ctrl-C under npm, only once", async () => {
    const parent = start(`
      process.on("SIGINT", () => {
        console.log("interrupted");
        // Long enough for a second signal to arrive.
        setTimeout(() => process.exit(130), 200);
      });
      setInterval(() => {}, 1000);
      console.log("ready");`);
    const lines: string[] = [];
    const output = createInterface(parent.stdout).on("line", (line) => lines.push(line));

    await once(output, "line");
    parent.kill("SIGINT");
    await once(output, "line");
    parent.kill("SIGINT");
    const [code] = (await once(parent, "close")) as [number];

    assert.deepEqual(lines, ["ready", "interrupted"]);
    assert.equal(code, 130);
  });

  it("says what cannot be started", async () => {
    const { runChild } = await import("../../tools/lib/child.mjs");

    await assert.rejects(
      runChild("no-such-program", []),
      /^SetupError: no-such-program cannot be started: .*ENOENT/,
    );
  });
});
