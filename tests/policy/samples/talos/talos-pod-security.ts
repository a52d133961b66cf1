import { talosPodSecurity } from "../../../../policy/rules/talos/talos-pod-security.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { knownMachine, patchedMachine } from "./builders.ts";

const podSecurity = (configuration: object) => ({
  cluster: { apiServer: { admissionControl: [{ name: "PodSecurity", configuration }] } },
});
const enforced = (enforce: string, namespaces: readonly string[] = []) =>
  podSecurity({ defaults: { enforce, "enforce-version": "latest" }, exemptions: { namespaces } });
const controlPlane = { machine: { type: "controlplane" } };

export const samples: Samples = {
  rule: talosPodSecurity,
  good: {
    "restricted, by a patch": patchedMachine(enforced("restricted")),
    "baseline with kube-system exempt, as Talos generates it": knownMachine({
      ...controlPlane,
      ...enforced("baseline", ["kube-system"]),
    }),
    "a level over that of the generated configuration": knownMachine(
      { ...controlPlane, ...enforced("baseline", ["kube-system"]) },
      enforced("restricted"),
    ),
    "a worker, which has no API server": knownMachine({ machine: { type: "worker" } }),
  },
  bad: {
    "a control plane without the plugin": {
      subject: patchedMachine({ cluster: { etcd: { advertisedSubnets: ["10.0.0.0/24"] } } }),
      messages: [
        'cluster.apiServer.admissionControl: got no "PodSecurity", want it with configuration.defaults.enforce: "restricted"',
      ],
    },
    "the level privileged": {
      subject: patchedMachine(enforced("privileged")),
      messages: [
        'cluster.apiServer.admissionControl[0].configuration.defaults.enforce: got "privileged", want "restricted" or "baseline"',
      ],
    },
    "a level that only warns": {
      subject: knownMachine({ ...controlPlane, ...podSecurity({ defaults: { warn: "restricted" } }) }),
      messages: [
        'cluster.apiServer.admissionControl[0].configuration.defaults.enforce: got nothing, want "restricted" or "baseline"',
      ],
    },
    "exemptions that add up": {
      subject: knownMachine(
        { ...controlPlane, ...enforced("restricted", ["kube-system"]) },
        enforced("restricted", ["default"]),
        podSecurity({ exemptions: { usernames: ["alice"], runtimeClasses: ["kata"] } }),
      ),
      messages: [
        'cluster.apiServer.admissionControl[0].configuration.exemptions.namespaces[1]: got "default", want nothing exempt but the namespace "kube-system"',
        'cluster.apiServer.admissionControl[0].configuration.exemptions.usernames[0]: got "alice", want nothing exempt but the namespace "kube-system"',
        'cluster.apiServer.admissionControl[0].configuration.exemptions.runtimeClasses[0]: got "kata", want nothing exempt but the namespace "kube-system"',
      ],
    },
  },
  notJudged: {
    "a machine of which nobody knows yet what it is": {
      subject: patchedMachine({ machine: { install: { disk: "/dev/sda" } } }),
      paths: ["cluster.apiServer.admissionControl"],
    },
    "a control plane with a patch that is not known": {
      subject: patchedMachine(controlPlane, unknown),
      paths: ["cluster.apiServer.admissionControl"],
    },
  },
};
