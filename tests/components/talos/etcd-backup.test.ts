import assert from "node:assert/strict";

import { EtcdBackup, etcdBackupAccess, type EtcdBackupArgs } from "../../../components/talos/index.ts";
import { record, revealed } from "../../support/record.ts";

const CRON_JOB = "kubernetes:batch/v1:CronJob";
const SECRET = "kubernetes:core/v1:Secret";
const ACCESS = "kubernetes:talos.dev/v1alpha1:ServiceAccount";

const args: EtcdBackupArgs = {
  clusterName: "edge",
  schedule: "0 */6 * * *",
  target: { endpoint: "https://s3.example.org", bucket: "backups", region: "eu-1", prefix: "edge/etcd" },
  credentials: { accessKey: "access-key-id", secretKey: "secret-access-key" },
  agePublicKey: "age1khpnnl86pzx96ttyjmldptsl5yn2v9jgmmzcjcufvk00ttkph9zs0ytgec",
};

const backup = (changes: Partial<EtcdBackupArgs> = {}) =>
  record(() => new EtcdBackup("edge-backup", { ...args, ...changes }));

/** The parts of a pod that are looked at. */
interface Pod {
  readonly automountServiceAccountToken: boolean;
  readonly securityContext: object;
  readonly containers: {
    readonly env: { readonly name: string; readonly value: string }[];
    readonly envFrom: object[];
    readonly securityContext: object;
  }[];
  readonly volumes: object[];
}

const retention = { days: 30, image: "ghcr.io/rclone/rclone:1.76.0" };

async function pod(changes: Partial<EtcdBackupArgs> = {}, job = "edge-backup-job"): Promise<Pod> {
  const { spec } = (await backup(changes)).named(job).inputs as {
    spec: { jobTemplate: { spec: { template: { spec: Pod } } } };
  };
  return spec.jobTemplate.spec.template.spec;
}

describe("EtcdBackup", () => {
  it("parents every child to itself and prefixes its name", async () => {
    for (const child of (await backup({ retention })).resources.slice(1)) {
      assert.equal(child.parent, "edge-backup", child.name);
      assert.match(child.name, /^edge-backup-/);
    }
  });

  it("asks Talos for the one right to take snapshots", async () => {
    const { inputs } = (await backup()).only(ACCESS);

    assert.deepEqual(inputs["spec"], { roles: ["os:etcd:backup"] });
    assert.deepEqual(inputs["metadata"], { name: "talos-access", namespace: etcdBackupAccess.namespaces[0] });
  });

  it("runs the job on schedule, with the credentials in place", async () => {
    const { inputs, dependsOn } = (await backup()).only(CRON_JOB);

    assert.deepEqual(dependsOn, ["edge-backup-credentials", "edge-backup-talos-access"]);
    assert.equal((inputs["spec"] as { schedule: string }).schedule, "0 */6 * * *");
  });

  it("tells the job where to and for whom to encrypt", async () => {
    const [container] = (await pod()).containers;

    assert.deepEqual(Object.fromEntries(container?.env.map(({ name, value }) => [name, value]) ?? []), {
      CLUSTER_NAME: "edge",
      BUCKET: "backups",
      AWS_REGION: "eu-1",
      CUSTOM_S3_ENDPOINT: "https://s3.example.org",
      S3_PREFIX: "edge/etcd",
      AGE_X25519_PUBLIC_KEY: args.agePublicKey,
      ENABLE_COMPRESSION: "true",
    });
    assert.deepEqual(container?.envFrom, [{ secretRef: { name: "backup-credentials" } }]);
  });

  it("leaves the address of the service to the tool where none is set, and takes the cluster's name as folder", async () => {
    const [container] = (await pod({ target: { bucket: "b", region: "r" } })).containers;
    const values = new Map(container?.env.map(({ name, value }) => [name, value]));

    assert.ok(!values.has("CUSTOM_S3_ENDPOINT"));
    assert.equal(values.get("S3_PREFIX"), "edge");
  });

  for (const job of ["edge-backup-job", "edge-backup-pruning"]) {
    it(`runs ${job} as a pod that the strictest Pod Security level admits`, async () => {
      const { automountServiceAccountToken, containers, securityContext } = await pod({ retention }, job);

      assert.equal(automountServiceAccountToken, false);
      assert.deepEqual(securityContext, {
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        fsGroup: 1000,
        seccompProfile: { type: "RuntimeDefault" },
      });
      assert.deepEqual(containers[0]?.securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    });
  }

  it("keeps the bucket's credentials in one Secret and shows them nowhere", async () => {
    const seen = await backup();

    assert.deepEqual(seen.leaking("secret-access-key"), []);
    assert.deepEqual(seen.leaking("access-key-id"), []);
    assert.deepEqual(revealed(seen.only(SECRET).inputs["stringData"]), {
      AWS_ACCESS_KEY_ID: "access-key-id",
      AWS_SECRET_ACCESS_KEY: "secret-access-key",
    });
  });

  it("deletes no snapshot unless it is told how long they are kept", async () => {
    assert.deepEqual(
      (await backup()).all(CRON_JOB).map(({ name }) => name),
      ["edge-backup-job"],
    );
    assert.deepEqual((await backup({ retention })).named("edge-backup-pruning").dependsOn, [
      "edge-backup-credentials",
    ]);
  });

  const refused: [string, Partial<EtcdBackupArgs>, string][] = [
    [
      "a schedule that is none",
      { schedule: "hourly" },
      'schedule: want five fields of cron notation such as "0 */6 * * *", got "hourly"',
    ],
    [
      "an endpoint that is no address",
      { target: { ...args.target, endpoint: "s3.example.org" } },
      'target.endpoint: want an address such as "https://s3.example.org", got "s3.example.org"',
    ],
    [
      "no bucket",
      { target: { ...args.target, bucket: "" } },
      "target.bucket: want the name of a bucket, got none",
    ],
    ...["", "/etcd", "etcd/", "../other", "etcd/*"].map((prefix): (typeof refused)[number] => [
      `"${prefix}" as a folder`,
      { target: { ...args.target, prefix } },
      `target.prefix: want a folder such as "etcd/edge", without a slash at either end, got "${prefix}"`,
    ]),
    [
      "to keep snapshots for no day",
      { retention: { ...retention, days: 0 } },
      "retention.days: want a whole number of days from 1, got 0; leave retention out to keep all snapshots",
    ],
    [
      "the private key, without showing it",
      { agePublicKey: "AGE-SECRET-KEY-1QQQ" },
      'agePublicKey: want an age recipient, which starts with "age1"; the key that starts with AGE-SECRET-KEY- stays with you',
    ],
  ];

  for (const [what, changes, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(backup(changes), { message });
    });
  }
});
