import type { CiliumPlanArgs } from "../../../../components/cilium/index.ts";
import { tracingPolicyNames } from "../../../../components/cilium/plan/index.ts";

type Sample = readonly [title: string, change: Partial<CiliumPlanArgs>];

/** Choices of what is observed and refused at run time, and of what is told of it. */
export const samples: readonly Sample[] = [
  ["every policy that can block does", { settings: { tetragon: { mode: "enforce" } } }],
  [
    "some policies off, one enforced, the rest observed, with exemptions",
    {
      settings: {
        tetragon: {
          exemptNamespaces: ["longhorn-system", "ci"],
          policies: {
            "process-package-manager": { mode: "off" },
            "network-raw-socket": { mode: "off" },
            "network-metadata": { mode: "enforce", exemptNamespaces: ["aws-ebs-csi"] },
            "process-scratch-exec": {
              mode: "observe",
              allowBinaries: ["/usr/bin/node", "/opt/java/bin/java"],
            },
            "file-account-write": { allowBinaries: ["/usr/sbin/useradd"] },
            "process-kubectl": { allowBinaries: ["/bin/ci-runner"], exemptNamespaces: ["deploy"] },
          },
        },
      },
    },
  ],
  [
    "no policy at all",
    {
      settings: {
        tetragon: {
          policies: Object.fromEntries(tracingPolicyNames.map((name) => [name, { mode: "off" as const }])),
        },
      },
    },
  ],
  [
    "a log that is kept small",
    {
      settings: { tetragon: { export: { eventsPerMinute: 60, excludedNamespaces: ["kube-system", "ci"] } } },
    },
  ],
  [
    "nobody is exempt",
    { platformNamespaces: ["flux-system"], settings: { tetragon: { exemptNamespaces: [] } } },
  ],
  [
    "alerts for a Prometheus that chooses its rules by a label",
    {
      settings: {
        alerts: { prometheusRules: true, labels: { release: "kube-prometheus-stack" } },
        tetragon: { policies: { "process-kubectl": { mode: "off" } } },
      },
    },
  ],
  [
    "alerts about Cilium alone",
    { capabilities: { tetragon: false, bgp: false }, settings: { alerts: { prometheusRules: true } } },
  ],
];
