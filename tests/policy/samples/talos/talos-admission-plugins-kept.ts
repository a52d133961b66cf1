import { talosAdmissionPluginsKept } from "../../../../policy/rules/talos/talos-admission-plugins-kept.ts";
import type { Samples } from "../../support/sample.ts";
import { patchedMachine } from "./builders.ts";

const apiServer = (extraArgs: object) => patchedMachine({ cluster: { apiServer: { extraArgs } } });

export const samples: Samples = {
  rule: talosAdmissionPluginsKept,
  good: {
    "a further plugin": apiServer({ "enable-admission-plugins": "AlwaysPullImages" }),
    "a plugin that guards nothing": apiServer({ "disable-admission-plugins": "DefaultStorageClass" }),
  },
  bad: {
    "every one that guards the cluster": {
      subject: apiServer({
        "disable-admission-plugins":
          "MutatingAdmissionWebhook,NamespaceLifecycle,NodeRestriction,PodSecurity,ServiceAccount,ValidatingAdmissionPolicy,ValidatingAdmissionWebhook",
      }),
      messages: [
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "MutatingAdmissionWebhook", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "NamespaceLifecycle", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "NodeRestriction", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "PodSecurity", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "ServiceAccount", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "ValidatingAdmissionPolicy", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "ValidatingAdmissionWebhook", want a list without it',
      ],
    },
    "two that guard the cluster": {
      subject: apiServer({ "disable-admission-plugins": "PodSecurity,DefaultStorageClass, NodeRestriction" }),
      messages: [
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "NodeRestriction", want a list without it',
        'cluster.apiServer.extraArgs.disable-admission-plugins: got "PodSecurity", want a list without it',
      ],
    },
    "one that lets everything pass, and a list of one": {
      subject: apiServer({
        "enable-admission-plugins": "AlwaysAdmit",
        "disable-admission-plugins": ["ServiceAccount"],
      }),
      messages: [
        'cluster.apiServer.extraArgs.disable-admission-plugins[0]: got "ServiceAccount", want a list without it',
        'cluster.apiServer.extraArgs.enable-admission-plugins: got "AlwaysAdmit", want a list without it',
      ],
    },
  },
};
