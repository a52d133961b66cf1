import { isCloud, vipOf } from "../providers.ts";
import { ADDONS } from "../schema/delivery.ts";
import type { Settings } from "../schema.ts";
import type { Rule } from "./rule.ts";

const endpointGiven: Rule = {
  name: "endpoint-missing",
  holds: "The Kubernetes API has a VIP or a host, where no cloud brings a load balancer.",
  needs: ["endpoint", "provider"],
  check: (settings) => {
    const { endpoint, provider } = settings;
    if (isCloud(provider) || (settings[provider] as unknown) === undefined) {
      return [];
    }
    const vip = vipOf(settings);
    const key = `${provider}.vip`;
    return [
      ...(vip === undefined && endpoint.host === undefined
        ? [
            {
              key,
              value: undefined,
              allowed:
                "vip, a free address of the node network, or endpoint.host, the name of a load balancer of your own",
              remedy: `Set ${key} or endpoint.host.`,
            },
          ]
        : []),
      ...(endpoint.dns && vip === undefined
        ? [
            {
              key: "endpoint.dns",
              value: endpoint.dns.name,
              allowed: `a DNS record only together with ${key}, which it points to`,
              remedy: `Set ${key}, or remove endpoint.dns.`,
            },
          ]
        : []),
    ];
  },
};

const repository: Rule = {
  name: "git-source",
  holds: "Where Flux is on, it has a repository and follows exactly one of branch, tag or commit.",
  needs: ["profile", "gitops", "mirrors"],
  check: ({ profile, gitops, mirrors }) => {
    if (!(gitops.enabled ?? profile === "turnkey")) {
      return [];
    }
    const refs = Object.keys(gitops.ref ?? {});
    return [
      ...(gitops.url === undefined && mirrors.fluxSource === undefined
        ? [
            {
              key: "gitops.url",
              value: undefined,
              allowed: "the address of a Git repository",
              remedy: "Set gitops.url, or turn Flux off with gitops.enabled: false.",
            },
          ]
        : []),
      ...(refs.length === 1
        ? []
        : [
            {
              key: "gitops.ref",
              value: gitops.ref,
              allowed: "exactly one of branch, tag or commit",
              remedy: "Set one of them, so that this stack follows what you mean it to.",
            },
          ]),
    ];
  },
};

const addonsPossible: Rule = {
  name: "addons-without-flux",
  holds: "Add-ons need Flux and the profile turnkey.",
  needs: ["profile", "gitops"],
  check: ({ profile, gitops }) => {
    const flux = gitops.enabled ?? profile === "turnkey";
    return gitops.addons.length > 0 && (profile === "blank" || !flux)
      ? [
          {
            key: "gitops.addons",
            value: gitops.addons,
            allowed: `none ${profile === "blank" ? "with profile blank" : "where gitops.enabled is false"}; else ${ADDONS.join(", ")}`,
            remedy: "Remove gitops.addons, or choose profile turnkey with Flux on.",
          },
        ]
      : [];
  },
};

const platformAccess: Rule = {
  name: "handoff-access",
  holds: "The platform repository gets namespaces of its own and is never an administrator.",
  needs: ["handoff"],
  check: ({ handoff: { access, namespace } }) => {
    const key = "handoff.access";
    const taken = access.namespaces.filter(
      (name, index, all) => name === namespace || ownedByOthers.test(name) || all.indexOf(name) !== index,
    );
    const excessive = access.rules.filter(isExcessive);
    return [
      ...(ownedByOthers.test(namespace)
        ? [
            {
              key: "handoff.namespace",
              value: namespace,
              allowed: "a namespace that is not of Kubernetes or of InfraFlux, such as argocd",
              remedy: "Choose another one: it would be taken over, and deleted with the hand-off.",
            },
          ]
        : []),
      ...(access.role === "cluster-admin"
        ? [
            {
              key: `${key}.role`,
              value: access.role,
              allowed: "a role for workloads such as edit or admin",
              remedy: "Choose edit or admin, and add what is missing to handoff.access.rules.",
            },
          ]
        : []),
      ...taken.map((name) => ({
        key: `${key}.namespaces`,
        value: name,
        allowed: "each namespace once, and none of Kubernetes, of InfraFlux or of the hand-off itself",
        remedy: "Give the platform repository a namespace of its own.",
      })),
      ...excessive.map((rule) => ({
        key: `${key}.rules`,
        value: rule,
        allowed:
          "API groups or resources by name, no Secrets and tokens, roles and bindings to read only, and no verb that gives further rights (bind, escalate, impersonate)",
        remedy: "Narrow the rule to what the platform repository does.",
      })),
    ];
  },
};

type AccessRule = Settings["handoff"]["access"]["rules"][number];

const readOnly = ["get", "list", "watch"];

/** The same that `PlatformHandoff` refuses, so that it is reported with all other problems. */
function isExcessive({ apiGroups, resources, verbs }: AccessRule): boolean {
  const inGroup = (name: string) => apiGroups.includes("*") || apiGroups.includes(name);
  const anyOf = (names: RegExp) => resources.some((resource) => resource === "*" || names.test(resource));
  return (
    (apiGroups.includes("*") && resources.includes("*")) ||
    verbs.some((verb) => ["bind", "escalate", "impersonate"].includes(verb)) ||
    (inGroup("") && anyOf(/^(secrets|serviceaccounts\/token)$/)) ||
    (inGroup("rbac.authorization.k8s.io") && anyOf(/role/) && !verbs.every((verb) => readOnly.includes(verb)))
  );
}

/** Namespaces of Kubernetes and of what InfraFlux installs. */
const ownedByOthers = /^(kube-.*|.*-system|cert-manager|default|etcd-backup|kyverno)$/;

const backupTarget: Rule = {
  name: "backup-target",
  holds: "Snapshots of etcd have a bucket and a key that they are encrypted to.",
  needs: ["backup"],
  check: ({ backup: { etcd } }) => {
    const missing = (key: string, allowed: string) => ({
      key,
      value: undefined,
      allowed,
      remedy: `Set ${key}, or turn snapshots off with backup.etcd.enabled: false.`,
    });
    return !etcd.enabled
      ? []
      : [
          ...(etcd.target ? [] : [missing("backup.etcd.target", "an S3 bucket")]),
          ...(etcd.ageRecipient === undefined
            ? [missing("backup.etcd.ageRecipient", "an age public key, since snapshots hold every Secret")]
            : []),
        ];
  },
};

const backupInProd: Rule = {
  name: "no-backup-in-prod",
  holds: "prod takes snapshots of etcd.",
  needs: ["backup", "environment"],
  check: ({ backup, environment }) =>
    environment.name === "prod" && !backup.etcd.enabled
      ? [
          {
            key: "backup.etcd.enabled",
            value: false,
            allowed: "true in prod",
            remedy: "Set backup.etcd with a target, or have snapshots of your own.",
          },
        ]
      : [],
};

/** Rules about the endpoint, Flux, Cluster API, hand-off and backup. */
export const deliveryRules: readonly Rule[] = [
  endpointGiven,
  repository,
  addonsPossible,
  platformAccess,
  backupTarget,
];

/** What is worth saying about them without refusing it. */
export const deliveryAdvice: readonly Rule[] = [backupInProd];
