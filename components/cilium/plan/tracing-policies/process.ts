import type { TracingPolicy } from "./policy.ts";

/** Executions. The path is that of the file that is executed, links resolved, as the container sees it. */
const executed = [{ index: 0, type: "linux_binprm" }] as const;

/** What is executed in pods. */
export const processPolicies: readonly TracingPolicy[] = [
  {
    name: "process-kubectl",
    scope: "process",
    blocks: false,
    finds: "kubectl was executed in a pod",
    why: "A workload that steers the cluster by hand is an intruder or a script that wants a service account of its own.",
    severity: "warning",
    trial: "cp /bin/busybox /root/kubectl && /root/kubectl",
    hook: { kprobe: "security_bprm_check" },
    args: executed,
    // /usr/bin/kubectl as well as a copy in any other folder.
    selectors: [{ matchArgs: [{ index: 0, operator: "Postfix", values: ["/kubectl"] }] }],
  },
  {
    name: "process-package-manager",
    scope: "process",
    blocks: false,
    finds: "a package manager was executed in a pod",
    why: "A container that changes its own programs is no longer what was built and scanned.",
    severity: "warning",
    trial: "apk --version",
    hook: { kprobe: "security_bprm_check" },
    args: executed,
    selectors: [
      {
        matchArgs: [
          {
            index: 0,
            operator: "Postfix",
            values: [
              ...["/apk", "/apt", "/apt-get", "/dpkg", "/rpm", "/zypper"],
              ...["/yum", "/dnf", "/dnf-3", "/dnf5", "/microdnf"],
            ],
          },
        ],
      },
    ],
  },
  {
    name: "process-scratch-exec",
    scope: "process",
    blocks: true,
    finds: "a program was executed from a folder that everybody may write to",
    why: "What an intruder brings along lands there first; builds and installers do it rightly.",
    severity: "critical",
    trial: "cp /bin/busybox /tmp/busybox && /tmp/busybox true",
    hook: { lsm: "bprm_check_security" },
    args: executed,
    selectors: [
      { matchArgs: [{ index: 0, operator: "Prefix", values: ["/tmp/", "/var/tmp/", "/dev/shm/"] }] },
    ],
  },
];
