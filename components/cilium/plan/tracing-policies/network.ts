import type { TracingPolicy } from "./policy.ts";

/** As `socket(2)` counts: SOCK_RAW, and AF_PACKET. */
const RAW = "3";
const PACKET = "17";

/** What pods do with sockets. */
export const networkPolicies: readonly TracingPolicy[] = [
  {
    name: "network-raw-socket",
    scope: "network",
    blocks: false,
    finds: "a pod opened a raw socket",
    why: "It lets a program listen to and forge packets; ping and monitoring do it rightly.",
    severity: "warning",
    trial: "ping -c 1 127.0.0.1",
    // Cilium's agents probe each other by ICMP and answer ARP.
    exemptNamespaces: ["kube-system"],
    hook: { kprobe: "security_socket_create" },
    args: [
      { index: 0, type: "int", label: "family" },
      { index: 1, type: "int", label: "type" },
      { index: 3, type: "int", label: "kernel" },
    ],
    // Sockets that the kernel opens for itself are left out.
    selectors: [
      {
        matchArgs: [
          { index: 1, operator: "Equal", values: [RAW] },
          { index: 3, operator: "Equal", values: ["0"] },
        ],
      },
      {
        matchArgs: [
          { index: 0, operator: "Equal", values: [PACKET] },
          { index: 3, operator: "Equal", values: ["0"] },
        ],
      },
    ],
  },
  {
    name: "network-mining-port",
    scope: "network",
    blocks: false,
    finds: "a pod connected to a port that mining pools listen on",
    why: "Stolen processor time is what most break-ins end in; a service of yours may have such a port too.",
    severity: "warning",
    trial: "nc -w 1 127.0.0.1 14444",
    hook: { kprobe: "security_socket_connect" },
    args: [{ index: 1, type: "sockaddr", label: "destination" }],
    selectors: [
      {
        matchArgs: [
          // The port in the address is the one connected to, which Tetragon calls the source port of a sockaddr.
          {
            index: 1,
            operator: "SPort",
            values: ["3333", "4444", "5555", "7777", "14433", "14444", "45560", "45700"],
          },
        ],
      },
    ],
  },
  {
    name: "network-metadata",
    scope: "network",
    blocks: true,
    finds: "a pod connected to the metadata service of a cloud",
    why: "It hands the credentials of the node to whoever asks; drivers and controllers of the cloud do it rightly.",
    severity: "critical",
    trial: "nc -w 1 169.254.169.254 80",
    hook: { lsm: "socket_connect" },
    args: [{ index: 1, type: "sockaddr", label: "destination" }],
    selectors: [
      {
        matchArgs: [
          // AWS, Azure and Google; AWS and Google over IPv6; Alibaba.
          {
            index: 1,
            operator: "SAddr",
            values: ["169.254.169.254", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200"],
          },
        ],
      },
    ],
  },
];
