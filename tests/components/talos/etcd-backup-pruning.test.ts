import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, posix } from "node:path";

import { EtcdBackup, type EtcdBackupArgs } from "../../../components/talos/index.ts";
import { record } from "../../support/record.ts";

const args: EtcdBackupArgs = {
  clusterName: "edge",
  schedule: "0 */6 * * *",
  target: { endpoint: "https://s3.example.org", bucket: "backups", region: "eu-1", prefix: "etcd/all" },
  credentials: { accessKey: "access-key-id", secretKey: "secret-access-key" },
  agePublicKey: "age1khpnnl86pzx96ttyjmldptsl5yn2v9jgmmzcjcufvk00ttkph9zs0ytgec",
  retention: { days: 30, image: "ghcr.io/rclone/rclone:1.76.0" },
};

/** The container of the job that deletes snapshots. */
interface Container {
  readonly image: string;
  readonly command: readonly [string, ...string[]];
  readonly env: { readonly name: string; readonly value: string }[];
  readonly envFrom: object[];
}

async function container(target = args.target): Promise<Container> {
  const recording = await record(() => new EtcdBackup("edge-backup", { ...args, target }));
  const { spec } = recording.named("edge-backup-pruning").inputs as {
    spec: { jobTemplate: { spec: { template: { spec: { containers: [Container] } } } } };
  };
  return spec.jobTemplate.spec.template.spec.containers[0];
}

const variables = ({ env }: Container): Record<string, string> =>
  Object.fromEntries(env.map(({ name, value }) => [name, value]));

/** Writes down how it is called and what it is given to read, lists what the test put into the bucket, and fails on demand. */
const rclone = `#!/bin/sh
printf '%s|' "$@" >> calls
echo >> calls
case "$1" in
lsf) cat bucket ;;
delete) cat > rules ;;
esac
test ! -e "fail-$1"
`;

describe("the job that deletes old snapshots of etcd", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "infraflux-pruning-"));
    writeFileSync(join(folder, "rclone"), rclone, { mode: 0o755 });
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (file: string) => readFileSync(join(folder, file), "utf8").trimEnd().split("\n");

  /** Runs the command of the job as its pod would, with such snapshots in the bucket. */
  async function run(snapshots: readonly string[], failing?: "lsf" | "delete") {
    writeFileSync(join(folder, "bucket"), snapshots.map((name) => `${name}\n`).join(""));
    if (failing) {
      writeFileSync(join(folder, `fail-${failing}`), "");
    }
    const job = await container();
    const [command, ...rest] = job.command;
    const env = { ...variables(job), PATH: [folder, process.env["PATH"]].join(delimiter) };
    const { status } = spawnSync(command, rest, { cwd: folder, env });
    return { status, calls: read("calls") };
  }

  const snapshot = (day: number) => `edge-2026-01-${String(day).padStart(2, "0")}T06:00:00Z.snap.age`;

  it("looks at the folder of the cluster, and deletes there by age", async () => {
    const { status, calls } = await run([snapshot(1)]);

    assert.equal(status, 0);
    assert.deepEqual(calls, [
      "lsf|--files-only|--include|/edge-????-??-??T*.snap*|:s3:backups/etcd/all/|",
      "delete|--max-depth|1|--min-age|30d|--filter-from|-|:s3:backups/etcd/all/|",
    ]);
  });

  it("excludes the seven newest, in whatever order the bucket lists them", async () => {
    const days = [9, 2, 11, 1, 8, 10, 3, 7, 5, 4, 6];
    await run(days.map(snapshot));

    assert.deepEqual(read("rules"), [
      ...[5, 6, 7, 8, 9, 10, 11].map((day) => `- /${snapshot(day)}`),
      "+ /edge-????-??-??T*.snap*",
      "- *",
    ]);
  });

  it("has valid rules where there is no snapshot yet", async () => {
    assert.equal((await run([])).status, 0);
    assert.deepEqual(read("rules").filter(Boolean), ["+ /edge-????-??-??T*.snap*", "- *"]);
  });

  it("deletes nothing and fails where the bucket cannot be listed to its end", async () => {
    const { status, calls } = await run([snapshot(1), snapshot(2)], "lsf");

    assert.notEqual(status, 0);
    assert.equal(calls.length, 1);
    assert.ok(!existsSync(join(folder, "rules")));
  });

  it("fails where snapshots cannot be deleted, so that the job shows it", async () => {
    assert.notEqual((await run([snapshot(1)], "delete")).status, 0);
  });

  it("takes for a snapshot what talos-backup made of this cluster, and nothing else in the folder", async () => {
    const { SNAPSHOTS: pattern = "" } = variables(await container());
    const taken = (name: string) => posix.matchesGlob(name, pattern);

    for (const own of ["edge-2026-01-31T06:00:00Z.snap.age", "edge-2026-01-31T06:00:00Z.snap.zst.age"]) {
      assert.ok(taken(own), own);
    }
    for (const other of [
      "edge-2-2026-01-31T06:00:00Z.snap.age",
      "my-edge-2026-01-31T06:00:00Z.snap.age",
      "edg-2026-01-31T06:00:00Z.snap.age",
      "edge-latest.snap.age",
      "edge-2026-01-31T06:00:00Z.key",
      "old/edge-2026-01-31T06:00:00Z.snap.age",
    ]) {
      assert.ok(!taken(other), other);
    }
  });

  it("reaches the bucket as talos-backup does, with the same Secret and without reading objects", async () => {
    const job = await container();
    const options = job.env.filter(({ name }) => name.startsWith("RCLONE_"));

    assert.deepEqual(job.envFrom, [{ secretRef: { name: "backup-credentials" } }]);
    assert.deepEqual(variables({ ...job, env: options }), {
      RCLONE_CONFIG: "/dev/null",
      RCLONE_S3_PROVIDER: "Other",
      RCLONE_S3_ENDPOINT: "https://s3.example.org",
      RCLONE_S3_REGION: "eu-1",
      RCLONE_S3_ENV_AUTH: "true",
      RCLONE_S3_FORCE_PATH_STYLE: "false",
      RCLONE_USE_SERVER_MODTIME: "true",
      RCLONE_VERBOSE: "1",
    });
  });

  it("goes to AWS, and to the folder of the cluster's name, where nothing else is set", async () => {
    const found = variables(await container({ bucket: "backups", region: "eu-1" }));

    assert.equal(found["RCLONE_S3_PROVIDER"], "AWS");
    assert.equal(found["RCLONE_S3_ENDPOINT"], undefined);
    assert.equal(found["FOLDER"], ":s3:backups/edge/");
  });
});
