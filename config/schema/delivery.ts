import { z } from "zod";
import { httpsUrl, label, labels } from "./common.ts";

/** Add-ons in `gitops/` that a stack can choose. */
export const ADDONS = ["podinfo"] as const;

/** Infrastructure providers of Cluster API that a stack can choose. */
const CAPI_INFRASTRUCTURE = ["proxmox"] as const;

/** A folder relative to the root of something. */
const folder = (root: string, example: string) =>
  z
    .string()
    .regex(
      /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
      `a folder relative to the root of ${root}, such as ${example}, without a slash at either end`,
    );

/** `infraflux:gitops` */
export const gitops = z
  .strictObject({
    enabled: z
      .boolean()
      .optional()
      .describe("Installs Flux and lets it follow the repository. Default: true with profile `turnkey`."),
    url: httpsUrl.optional().describe("Git repository that Flux follows. Needed where `gitops.enabled`."),
    ref: z
      .strictObject({
        branch: z.string().min(1).optional().describe("Branch to follow."),
        tag: z.string().min(1).optional().describe("Tag to stay on."),
        commit: z
          .string()
          .regex(/^[0-9a-f]{40}$/, "the 40 hexadecimal characters of a commit")
          .optional()
          .describe("Commit to stay on."),
      })
      .optional()
      .describe(
        "What Flux follows in the repository: exactly one of the three. Pinned per stack, so one merge does not reach all environments.",
      ),
    path: folder("the repository", "clusters/dev")
      .default("gitops")
      .describe("Folder in the repository that holds the tree."),
    intervalMinutes: z
      .int()
      .min(1)
      .max(1440)
      .default(5)
      .describe("Minutes between two comparisons with the repository."),
    addons: z
      .array(z.enum(ADDONS))
      .default([])
      .describe(
        "Add-ons that Flux puts on the cluster, beside the engine of `security.admission`. None with profile `blank`.",
      ),
  })
  .prefault({})
  .describe("GitOps with Flux.");

/** `infraflux:capi` */
export const capi = z
  .strictObject({
    enabled: z
      .boolean()
      .optional()
      .describe("Makes the cluster a Cluster API management cluster. Default: true with profile `turnkey`."),
    infrastructure: z
      .array(z.enum(CAPI_INFRASTRUCTURE))
      .min(1)
      .default(["proxmox"])
      .describe("Infrastructure providers that it makes clusters on."),
  })
  .prefault({})
  .describe("The Cluster API management cluster.");

const policyRule = z.strictObject({
  apiGroups: z.array(z.string()).min(1).describe("API groups; an empty string is the core group."),
  resources: z.array(z.string().min(1)).min(1).describe("Kinds in plural, or *."),
  verbs: z.array(z.string().min(1)).min(1).describe("Verbs such as get, list, watch, create, or *."),
});

/** `infraflux:handoff` */
export const handoff = z
  .strictObject({
    namespace: label
      .default("argocd")
      .describe("Namespace of the objects that the platform repository reads."),
    access: z
      .strictObject({
        namespaces: z
          .array(label)
          .min(1)
          .default(["platform"])
          .describe(
            "Namespaces for its workloads. They are created, and are the only ones where it may change things.",
          ),
        role: z
          .string()
          .min(1)
          .default("edit")
          .describe("ClusterRole that it has in each of these namespaces."),
        rules: z.array(policyRule).default([]).describe("Further rights, in the whole cluster."),
      })
      .prefault({})
      .describe("Rights of the identity made for the platform repository."),
    argocd: z
      .strictObject({
        register: z
          .boolean()
          .default(true)
          .describe("Writes the cluster Secret by which Argo CD knows the cluster."),
        labels: labels.default({}).describe("Labels of that Secret, for the selectors of ApplicationSets."),
      })
      .prefault({})
      .describe("Registration with Argo CD."),
  })
  .prefault({})
  .describe("The hand-off to the platform repository.");

/** `infraflux:backup` */
export const backup = z
  .strictObject({
    etcd: z
      .strictObject({
        enabled: z.boolean().default(false).describe("Takes snapshots of etcd."),
        schedule: z
          .string()
          .regex(/^(\S+\s+){4}\S+$/, "a cron schedule of five fields such as 0 */6 * * *")
          .default("0 */6 * * *")
          .describe("When, as a cron schedule in UTC."),
        retentionDays: z
          .int()
          .min(0)
          .max(3650)
          .default(30)
          .describe(
            "Days that a snapshot is kept. A daily job deletes older ones of this cluster, except the seven newest. 0 deletes none: for a bucket with a lifecycle rule of its own.",
          ),
        ageRecipient: z
          .string()
          .regex(/^age1[02-9ac-hj-np-z]{58}$/, "an age public key, which starts with age1")
          .optional()
          .describe(
            "age public key that snapshots are encrypted to, since they hold every Secret. Needed where `backup.etcd.enabled`.",
          ),
        target: z
          .strictObject({
            s3: z
              .strictObject({
                endpoint: httpsUrl
                  .optional()
                  .describe("Address of the S3 API. Default: that of AWS in the region."),
                bucket: z
                  .string()
                  .regex(
                    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
                    "a bucket name of 3 to 63 lower-case characters",
                  )
                  .describe("Bucket, which must exist."),
                region: z.string().min(1).default("us-east-1").describe("Region of the bucket."),
                prefix: folder("the bucket", "etcd/prod")
                  .optional()
                  .describe("Folder in the bucket. Default: the name of the cluster."),
              })
              .describe("An S3 bucket."),
          })
          .optional()
          .describe("Where snapshots go. Needed where `backup.etcd.enabled`."),
      })
      .prefault({})
      .describe("Snapshots of etcd."),
  })
  .prefault({})
  .describe("Backup.");
