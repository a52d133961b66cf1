import { stringify } from "yaml";

import { talosEndpointsDirect } from "../../../../policy/rules/talos/talos-endpoints-direct.ts";
import type { Sample, Samples } from "../../support/sample.ts";
import { secret, unknown } from "../../support/sample.ts";
import { byTalosApi, cloudMachine, document, patchedMachine } from "./builders.ts";

const vip = "10.0.0.5";
const controlPlane = patchedMachine(document("Layer2VIPConfig", { name: vip, link: "node0" }));
const bootstrap = (node: string): Sample => ({
  type: "talos:machine/bootstrap:Bootstrap",
  name: "bootstrap",
  props: { ...byTalosApi, node },
});
const kubeconfig = (props: object): Sample => ({
  type: "talos:cluster/kubeconfig:Kubeconfig",
  name: "kubeconfig",
  props: { ...byTalosApi, ...props },
});
const stack = (talosconfig: unknown): Sample => ({
  type: "pulumi:pulumi:Stack",
  name: "samples-prod",
  props: { talosconfig },
});
const talosconfig = (...endpoints: readonly string[]) =>
  secret(stringify({ context: "edge", contexts: { edge: { endpoints, nodes: ["10.0.0.11"] } } }));

export const samples: Samples = {
  rule: talosEndpointsDirect,
  good: {
    "addresses of control planes": [
      stack(talosconfig("10.0.0.11", "10.0.0.12")),
      controlPlane,
      bootstrap("10.0.0.11"),
      kubeconfig({ endpoint: "10.0.0.12" }),
    ],
    "a cluster without a shared address": [bootstrap(vip)],
  },
  bad: {
    "a bootstrap at the shared address": {
      subject: [controlPlane, bootstrap(vip)],
      messages: ['node: got "10.0.0.5", the shared address, want that of a control plane'],
    },
    "a kubeconfig that is fetched there": {
      subject: [controlPlane, kubeconfig({ endpoint: vip })],
      messages: ['endpoint: got "10.0.0.5", the shared address, want that of a control plane'],
    },
    "the shared address with a port": {
      subject: [controlPlane, kubeconfig({ node: `${vip}:50000`, endpoint: vip })],
      messages: [
        'node: got "10.0.0.5:50000", the shared address, want that of a control plane',
        'endpoint: got "10.0.0.5", the shared address, want that of a control plane',
      ],
    },
    "a shared address of IPv6, bare and with a port": {
      subject: [
        patchedMachine(document("Layer2VIPConfig", { name: "fd00::5", link: "node0" })),
        kubeconfig({ node: "fd00::5", endpoint: "[fd00::5]:50000" }),
      ],
      messages: [
        'node: got "fd00::5", the shared address, want that of a control plane',
        'endpoint: got "[fd00::5]:50000", the shared address, want that of a control plane',
      ],
    },
    "a talosconfig that leads there": {
      subject: [stack(talosconfig("10.0.0.11", vip)), controlPlane],
      messages: [
        'talosconfig.contexts.edge.endpoints[1]: got "10.0.0.5", the shared address, want that of a control plane',
      ],
    },
    "a shared address in the main document, on a VLAN": {
      subject: [
        cloudMachine({
          machine: {
            type: "controlplane",
            network: { interfaces: [{ interface: "eth0", vlans: [{ vlanId: 30, vip: { ip: vip } }] }] },
          },
        }),
        bootstrap(vip),
      ],
      messages: ['node: got "10.0.0.5", the shared address, want that of a control plane'],
    },
  },
  notJudged: {
    "a talosconfig that is not known": {
      subject: [stack(unknown), controlPlane, bootstrap("10.0.0.11")],
      paths: ["talosconfig"],
    },
  },
};
