import { kubernetesNoPrivileged } from "../../../../policy/rules/kubernetes/kubernetes-no-privileged.ts";
import type { Samples } from "../../support/sample.ts";
import { unknown } from "../../support/sample.ts";
import { container, deployment, pod, podWith, release, talosManifests, talosPod } from "./builders.ts";

const privileged = deployment({
  containers: [{ ...container, securityContext: { privileged: true } }],
}).props;

export const samples: Samples = {
  rule: kubernetesNoPrivileged,
  good: {
    "nothing said": deployment(),
    false: podWith({ privileged: false }),
    "the same word for something else, in values": release({ privileged: { users: ["shop"] } }),
  },
  bad: {
    "a container": {
      subject: podWith({ privileged: true }),
      messages: ["spec.containers[0].securityContext.privileged: true is not allowed"],
    },
    "containers before and for debugging": {
      subject: pod({
        initContainers: [{ ...container, name: "before", securityContext: { privileged: true } }],
        ephemeralContainers: [
          { name: "debug", image: "busybox:1.37", securityContext: { privileged: true } },
        ],
      }),
      messages: [
        "spec.initContainers[0].securityContext.privileged: true is not allowed",
        "spec.ephemeralContainers[0].securityContext.privileged: true is not allowed",
      ],
    },
    "a container, and the whole pod, on Windows": {
      subject: pod({
        os: { name: "windows" },
        securityContext: { windowsOptions: { hostProcess: true } },
        containers: [{ ...container, securityContext: { windowsOptions: { hostProcess: true } } }],
      }),
      messages: [
        "spec.containers[0].securityContext.windowsOptions.hostProcess: true is not allowed",
        "spec.securityContext.windowsOptions.hostProcess: true is not allowed",
      ],
    },
    "a pod under the type of something else": {
      subject: { ...podWith({ privileged: true }), type: "kubernetes:example.com/v1:Foo" },
      messages: ["spec.containers[0].securityContext.privileged: true is not allowed"],
    },
    "an item of a list of lists in a manifest of Talos": {
      subject: talosManifests(
        JSON.stringify({
          apiVersion: "v1",
          kind: "List",
          items: [{ apiVersion: "v1", kind: "List", items: [privileged] }],
        }),
      ),
      messages: [
        "cluster.inlineManifests[0].contents.items[0].items[0].spec.template.spec.containers[0].securityContext.privileged: true is not allowed",
      ],
    },
    "a static pod of Talos": {
      subject: talosPod(podWith({ privileged: true })),
      messages: ["machine.pods[0].spec.containers[0].securityContext.privileged: true is not allowed"],
    },
    "an item of a list": {
      subject: {
        type: "kubernetes:apps/v1:DeploymentList",
        props: { apiVersion: "apps/v1", kind: "DeploymentList", items: [deployment().props, privileged] },
      },
      messages: ["items[1].spec.template.spec.containers[0].securityContext.privileged: true is not allowed"],
    },
    "an item of a list that does not repeat its kind": {
      subject: {
        type: "kubernetes:apps/v1:DeploymentList",
        props: { items: [{ ...privileged, kind: undefined }] },
      },
      messages: ["items[0].spec.template.spec.containers[0].securityContext.privileged: true is not allowed"],
    },
    "a patch": {
      subject: { type: "kubernetes:apps/v1:DeploymentPatch", props: privileged },
      messages: ["spec.template.spec.containers[0].securityContext.privileged: true is not allowed"],
    },
    "a manifest of Talos": {
      subject: talosManifests(
        `---\n${JSON.stringify(deployment().props)}\n---\n${JSON.stringify(privileged)}\n`,
      ),
      messages: [
        "cluster.inlineManifests[0].contents.spec.template.spec.containers[0].securityContext.privileged: true is not allowed",
      ],
    },
    "values of a chart that Pulumi renders": {
      subject: {
        type: "kubernetes:helm.sh/v4:Chart",
        props: { chart: "shop", values: { privileged: true } },
      },
      messages: ["values.privileged: true is not allowed"],
    },
    "values of a chart that Pulumi renders in the old way": {
      subject: {
        type: "kubernetes:helm.sh/v3:Chart",
        props: { chart: "shop", values: { privileged: true } },
      },
      messages: ["values.privileged: true is not allowed"],
    },
    values: {
      subject: release({ agents: [{ securityContext: { privileged: true } }] }),
      messages: ["values.agents[0].securityContext.privileged: true is not allowed"],
    },
  },
  notJudged: {
    "the whole pod": {
      subject: pod({ containers: unknown }),
      paths: ["spec.containers"],
    },
  },
};
