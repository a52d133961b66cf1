import type { TracingPolicy } from "./policy.ts";

const opened = [{ index: 0, type: "file" }] as const;

/** How the kernel says in `f_mode` that a file was opened for writing. */
const FMODE_WRITE = "2";

/** Programs that read a file for somebody at a keyboard, and not for a workload of its own. */
const tools = [
  ...["/sh", "/ash", "/bash", "/dash", "/zsh", "/busybox", "/toybox", "/coreutils"],
  ...["/cat", "/head", "/tail", "/cp", "/dd", "/base64", "/tar", "/vi", "/vim", "/curl", "/wget"],
] as const;

/** Which files are opened in pods: one look for each opening, where one for each read and write would cost far more. */
export const filePolicies: readonly TracingPolicy[] = [
  {
    name: "file-credential-read",
    scope: "file",
    blocks: false,
    finds:
      "a shell or a copying tool read the service account of a pod, or something read its password hashes",
    why: "A workload reads its token by its client library; a shell that does is somebody looking around.",
    severity: "warning",
    trial: "cat /var/run/secrets/kubernetes.io/serviceaccount/token >/dev/null",
    hook: { kprobe: "security_file_open" },
    args: opened,
    selectors: [
      {
        matchArgs: [
          {
            index: 0,
            operator: "Prefix",
            // Most images have a link from the second to the first.
            values: [
              "/run/secrets/kubernetes.io/serviceaccount/",
              "/var/run/secrets/kubernetes.io/serviceaccount/",
            ],
          },
        ],
        matchBinaries: [{ operator: "Postfix", values: tools }],
      },
      { matchArgs: [{ index: 0, operator: "Equal", values: ["/etc/shadow", "/etc/gshadow"] }] },
    ],
  },
  {
    name: "file-account-write",
    scope: "file",
    blocks: true,
    finds: "a file that says who may log in, or what runs on its own, was opened for writing",
    why: "It is how an intruder stays in a container; images are built with such files, not run with changes of them.",
    severity: "critical",
    trial: "sh -c ': >>/etc/shadow'",
    hook: { lsm: "file_open" },
    args: [...opened, { index: 0, type: "uint32", resolve: "f_mode", label: "mode" }],
    selectors: [
      {
        matchArgs: [
          {
            index: 0,
            operator: "Prefix",
            values: [
              ...["/etc/shadow", "/etc/gshadow", "/etc/sudoers", "/etc/pam.d/", "/root/.ssh/"],
              ...["/etc/ld.so.preload", "/etc/cron", "/var/spool/cron/"],
            ],
          },
          { args: [1], operator: "Mask", values: [FMODE_WRITE] },
        ],
      },
    ],
  },
  {
    name: "file-node-credentials",
    scope: "file",
    blocks: true,
    finds: "a pod opened keys or configuration of its node, of the control plane or of etcd",
    why: "Whoever holds them holds the cluster; a pod sees them only through a host path.",
    severity: "critical",
    trial: "sh -c 'mkdir -p /root/system/state && : >/root/system/state/config.yaml'",
    hook: { lsm: "file_open" },
    args: opened,
    selectors: [
      {
        matchArgs: [
          {
            index: 0,
            operator: "Postfix",
            // The ends of the paths on Talos, as nobody knows where a pod mounts the folders of its node.
            values: [
              ...["/kubeconfig-kubelet", "/bootstrap-kubeconfig", "/system/state/config.yaml"],
              ...["/kubernetes/kube-controller-manager/ca.key", "/system/secrets/etcd/server.key"],
              ...["/kubernetes/kube-apiserver/service-account.key", "/system/secrets/etcd/admin.key"],
            ],
          },
        ],
      },
    ],
  },
];
