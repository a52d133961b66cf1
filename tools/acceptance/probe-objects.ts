import type { Labels } from "./selector.ts";

/** What is to be tried from inside the cluster. */
export interface Trial {
  /** Name of the check, for the name of the pod. */
  readonly check: string;
  readonly namespace: string;

  /** Labels of the pod beside its own. Default: none. */
  readonly labels?: Labels;

  /** For `sh`, with curl and the tools of BusyBox at hand. */
  readonly script: string;

  /** Values for the script, which it must not be put together from. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/** By this label the policy selects the pod, and an operator finds both. Its value is the name of the Job. */
const probeLabel = "infraflux.io/acceptance";

/** Seconds for which a Job that was not deleted stays after it has ended. */
export const keptSeconds = 60;

/**
 * The Job that tries something once.
 *
 * A Job and not a bare pod: it goes by itself when whoever made it was killed, and its pod has an owner, so that no other
 * controller adopts it for its labels.
 */
export function probeJob(name: string, trial: Trial, image: string, seconds: number) {
  const { namespace, labels = {}, script, env = {} } = trial;
  const own = { [probeLabel]: name };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name, namespace, labels: own },
    spec: {
      // Until its policy is there, without which a refusal by the network would prove nothing.
      suspend: true,
      backoffLimit: 0,
      activeDeadlineSeconds: seconds,
      ttlSecondsAfterFinished: keptSeconds,
      template: {
        metadata: { labels: { ...labels, ...own } },
        spec: {
          restartPolicy: "Never",
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: 1,
          // Nobody ever sets it: the pod is never ready, and no Service that selects its labels sends it anything.
          readinessGates: [{ conditionType: probeLabel }],
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65532,
            runAsGroup: 65532,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "probe",
              image,
              command: ["sh", "-c", script],
              env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
              resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
            },
          ],
        },
      },
    },
  };
}

/** The policy that opens what default-deny closes, for this one pod. It belongs to the Job and goes with it. */
export function probePolicy({ name, namespace, uid }: { name: string; namespace: string; uid: string }) {
  return {
    apiVersion: "cilium.io/v2",
    kind: "CiliumNetworkPolicy",
    metadata: {
      name,
      namespace,
      labels: { [probeLabel]: name },
      ownerReferences: [{ apiVersion: "batch/v1", kind: "Job", name, uid }],
    },
    spec: {
      description: "A trial of the acceptance checks reaches everything; it goes when the trial is over.",
      endpointSelector: { matchLabels: { [probeLabel]: name } },
      egress: [{ toEntities: ["all"] }],
    },
  };
}
