import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { simulatedFolders } from "../../simulator/core/environment.ts";
import { Cli } from "../support/cli.ts";
import { documentOf } from "../support/result.ts";

const worker = (number: number) => `infraflux-dev-machines-infraflux-dev-worker-${number}`;
const exemption = { rule: "machine-owner-tags", owner: "ops", reason: "the tags come with the next order" };

/** A day on which an exemption still holds, and not farther away than the pack allows. */
const tomorrow = new Date(Date.now() + 24 * 60 * 60_000).toISOString().slice(0, 10);

/** Asks of dev what it cannot have, so that rules about single resources and about the stack refuse it. */
const strict = {
  levels: {
    "machine-owner-tags": "mandatory",
    "stack-quorum": "mandatory",
    "stack-secrets-provider": "mandatory",
  },
  ownerTags: ["tag-that-nobody-has"],
  minimumControlPlanes: 5,
  exemptions: [
    { ...exemption, resource: `*::${worker(1)}`, expires: tomorrow },
    { ...exemption, resource: `*::${worker(2)}`, expires: "2020-01-01" },
  ],
};

describe("the policy gate of the runner", function () {
  this.timeout(120_000);
  const cli = new Cli();

  after(() => {
    cli[Symbol.dispose]();
  });

  /** Writes a pack configuration with these settings and levels of rules; returns its path. */
  function packConfiguration(settings: object, levels: object = {}): string {
    const path = join(cli.folder, "policy.json");
    writeFileSync(path, JSON.stringify({ ...levels, settings }));
    return path;
  }

  const run = (...args: string[]) => cli.run([...args, "--stack", "dev", "--simulate"]);

  async function json(...args: string[]) {
    const { exitCode, stdout } = await run(...args, "--json");
    return { exitCode, document: documentOf(stdout) };
  }

  it("refuses an update before anything is made, and says why, what is exempt, and whose exemption has expired", async () => {
    const report = join(cli.folder, "report.json");
    const { exitCode, document } = await json(
      "up",
      "--policy",
      packConfiguration(strict),
      "--policy-report",
      report,
    );
    assert.equal(exitCode, 3);
    assert.deepEqual(document.changes, { create: 0, update: 0, replace: 0, delete: 0, same: 0 });
    using world = cli.world("dev");
    assert.deepEqual(world.list("machine"), []);

    const { policy = assert.fail("no judgement"), policyViolations } = document;
    assert.deepEqual(JSON.parse(readFileSync(report, "utf8")), policy);
    assert.deepEqual(policyViolations, []);
    assert.equal(policy.environment, "dev");
    assert.ok(policy.rules > 0);
    const said = (rule: string) =>
      policy.violations
        .filter((one) => one.rule === rule)
        .map(({ level, urn = "", message }) => [level, urn.split("::").at(-1), message]);
    const untagged = 'tags: no owner is named, want "tag-that-nobody-has"';
    assert.deepEqual(said("machine-owner-tags").sort(), [
      ["mandatory", "infraflux-dev-machines-infraflux-dev-cp-1", untagged],
      ["mandatory", worker(2), `${untagged}\nThe exemption of ops expired on 2020-01-01.`],
    ]);
    assert.equal(said("stack-quorum").length, 1);
    assert.deepEqual(said("exemptions"), [
      [
        "mandatory",
        "infraflux-dev",
        `machine-owner-tags: the exemption of ops for *::${worker(2)} expired on 2020-01-01; mend the resource and take the exemption out, or renew it`,
      ],
    ]);
    const exempt = policy.exemptions
      .filter(({ rule }) => rule in strict.levels)
      .map(({ rule, urn = "", owner }) => [rule, urn.split("::").at(-1), owner]);
    assert.deepEqual(exempt.sort(), [
      ["machine-owner-tags", worker(1), "ops"],
      ["stack-secrets-provider", "infraflux-dev", "infraflux"],
    ]);
  });

  it("refuses what breaks a rule that is advice or disabled on dev and that the pack configuration makes mandatory", async () => {
    const raised = packConfiguration(
      {},
      { "stack-secrets-provider": "advisory", "stack-backup": "mandatory" },
    );
    const { exitCode, document } = await json("preview", "--policy", raised);
    assert.equal(exitCode, 3);
    const refused = document.policy?.violations.filter(({ level }) => level === "mandatory");
    assert.deepEqual(
      refused?.map(({ rule, urn = "" }) => [rule, urn.split("::").at(-1)]),
      [["stack-backup", "infraflux-dev"]],
    );
  });

  for (const command of ["preview", "up"]) {
    it(`does not let ${command} judge prod by the levels of dev`, async () => {
      const args = [command, "--stack", "prod", "--simulate", "--policy", "dev"];
      const { exitCode, stdout, stderr } = await cli.run(args);
      assert.equal(exitCode, 2);
      assert.equal(stdout, "");
      assert.equal(
        stderr,
        "error: --policy dev is weaker than prod, the environment of stack prod. Allowed: prod. Let single resources pass by exemptions, and a single run by --break-glass <reason> --owner <name>.\n",
      );
    });
  }

  it("lets a run pass by break-glass, says so on top, and leaves a trace in the history of the stack", async () => {
    const settings = { ...strict, exemptions: [] };
    const glass = ["--break-glass", "incident 4711", "--owner", "ops"];
    const { exitCode, stdout, stderr } = await run("up", "--policy", packConfiguration(settings), ...glass);
    assert.equal(exitCode, 0, stderr);
    assert.match(
      stdout,
      /^BREAK-GLASS by ops until \S+: incident 4711\nUntil then no policy of InfraFlux refuses anything\.\n/,
    );
    assert.match(stdout, /^policies: \d+ rules, dev: 0 refused, \d+ advised, \d+ exempt/m);
    assert.match(
      stdout,
      /^ {2}advised: machine-owner-tags: infraflux-dev-machines-infraflux-dev-\S+, .*: tags: no owner is named/m,
    );
    assert.match(
      stdout,
      /^ {2}exempt: stack-secrets-provider: infraflux-dev, until \S+ on the word of infraflux: /m,
    );
    assert.deepEqual(historyMessages(), ["break-glass by ops: incident 4711"]);
  });

  /** What the stack's history says of each update. */
  function historyMessages(): string[] {
    const { backend } = simulatedFolders(join(cli.folder, "dev"));
    const folder = join(backend, ".pulumi", "history", "infraflux", "dev");
    return readdirSync(folder)
      .filter((name) => name.endsWith(".history.json"))
      .map((name) => (JSON.parse(readFileSync(join(folder, name), "utf8")) as { message: string }).message);
  }

  const refused = {
    "that does not fit the schema of the pack": {
      settings: { exemptions: [{ ...exemption, resource: "*", expires: "soon" }] },
      problems: ["exemptions.0.expires: Does not match format 'date'"],
    },
    "that cannot be true": {
      settings: {
        exemptions: [{ ...exemption, rule: "machine-x", resource: "*", expires: tomorrow }],
        breakGlass: { owner: "ops", reason: "incident 4711", until: "2020-01-01T00:00:00Z" },
      },
      problems: [
        'exemptions: there is no rule "machine-x"',
        "breakGlass.until: 2020-01-01T00:00:00Z is over; take the entry out, or give a new time",
      ],
    },
  };
  for (const [what, { settings, problems }] of Object.entries(refused)) {
    it(`ends with 2 and one message for a pack configuration ${what}`, async () => {
      const { exitCode, stdout, stderr } = await run("preview", "--policy", packConfiguration(settings));
      assert.equal(exitCode, 2);
      assert.equal(stdout, "");
      const [, message = ""] = /^(error: .*)$/ms.exec(stderr) ?? [];
      const [first = "", ...lines] = message.trimEnd().split("\n");
      assert.match(
        first,
        /^error: the policy pack refuses the pack configuration \.tools\/tests\/\S+\/policy\.json:$/,
      );
      assert.deepEqual(
        lines,
        problems.map((problem) => `  ${problem}`),
      );
    });
  }
});
