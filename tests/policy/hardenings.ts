/** How a hardening is switched off. */
export interface Hardening {
  /** Type token of the resource that has it. */
  readonly type: string;

  /** Where it is, see `support/leaves.ts`; `protect` is the option of that name. */
  readonly path: string;

  /** What a careless change would put there. Default: it is taken out. */
  readonly to?: unknown;

  /** The rule that must refuse that. */
  readonly rule: string;

  /** Those with the same word hide each other, so each is switched off in a run of its own. Default: it hides none. */
  readonly apart?: string;

  /** Which resources of the type have it, by their names. Default: all that set the path. */
  readonly named?: RegExp;
}

const machine = "proxmoxve:index/vmLegacy:VmLegacy";
const configuration = "talos:machine/configurationApply:ConfigurationApply";
const release = "kubernetes:helm.sh/v3:Release";
const cronJob = "kubernetes:batch/v1:CronJob";
const pod = "spec.jobTemplate.spec.template.spec";
const container = `${pod}.containers[]`;
const provider = (kind: string) => `kubernetes:operator.cluster.x-k8s.io/v1alpha2:${kind}Provider`;
const capiProviders = ["Core", "Bootstrap", "ControlPlane", "IPAM", "Infrastructure"].map(provider);
const rbac = "kubernetes:rbac.authorization.k8s.io/v1";
const policyOfCluster = "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy";

const anywhere = "0.0.0.0/0";

/** Has the form of a private key, and is none. */
const privateKey = `-----BEGIN PRIVATE KEY-----\n${"A".repeat(64)}\n-----END PRIVATE KEY-----\n`;

const encodedKey = Buffer.from(privateKey).toString("base64");

/** Everything that the components set to make a cluster safe, with the rule that tells when it is gone. */
export const hardenings: readonly Hardening[] = [
  { type: machine, path: "protect", rule: "machine-control-plane-protected" },
  { type: machine, path: "memory.floating", to: 1024, rule: "machine-no-ballooning" },
  { type: machine, path: "onBoot", to: false, rule: "machine-control-plane-durable" },
  { type: machine, path: "rebootAfterUpdate", to: true, rule: "machine-control-plane-durable" },
  { type: machine, path: "tags[]", rule: "machine-owner-tags" },
  {
    type: machine,
    path: "initialization.ipConfigs[].ipv4.address",
    to: "5.9.10.11/24",
    rule: "machine-private-address",
  },
  { type: machine, path: "nodeName", to: "pve-1", rule: "stack-control-planes-spread" },
  {
    type: "proxmoxve:download/file:File",
    path: "url",
    to: "http://factory.talos.dev/image.qcow2",
    rule: "machine-image-download",
  },
  { type: "pulumi:providers:proxmoxve", path: "insecure", to: "true", rule: "machine-provider-verified" },
  {
    type: "pulumi:providers:proxmoxve",
    path: "apiToken",
    to: "root@pam!all=00000000-0000-0000-0000-000000000000",
    rule: "secret-inputs-marked",
  },
  ...[
    "machine/bootstrap:Bootstrap",
    "cluster/kubeconfig:Kubeconfig",
    "machine/configurationApply:ConfigurationApply",
  ].map((token) => ({
    type: `talos:${token}`,
    path: "clientConfiguration",
    to: { caCertificate: "YQ==", clientCertificate: "YQ==", clientKey: encodedKey },
    rule: "secret-inputs-marked",
  })),
  {
    type: configuration,
    path: "machineConfigurationInput",
    to: `machine:\n  ca:\n    key: ${encodedKey}\n`,
    rule: "secret-inputs-marked",
  },
  {
    type: "pulumi:providers:kubernetes",
    path: "kubeconfig",
    to: "apiVersion: v1\nkind: Config\nusers: [{ name: admin, user: { token: in-the-clear } }]\n",
    rule: "secret-inputs-marked",
  },
  {
    type: "command:local:Command",
    path: "stdin",
    to: JSON.stringify({ clientKey: privateKey }),
    rule: "secret-inputs-marked",
  },
  { type: "talos:machine/secrets:Secrets", path: "protect", rule: "stack-machine-secrets-protected" },

  {
    type: configuration,
    path: "<main>.machine.install.image",
    to: "ghcr.io/siderolabs/installer:latest",
    rule: "talos-installer-pinned",
  },
  {
    type: configuration,
    path: "<main>.cluster.extraManifests[]",
    to: "http://manifests.example.org/gateway-api.yaml",
    rule: "talos-manifests-encrypted",
  },
  {
    type: configuration,
    path: "<main>.machine.features.kubePrism.enabled",
    to: false,
    rule: "talos-kube-prism",
  },
  {
    type: configuration,
    path: "<main>.machine.kubelet.extraArgs.rotate-server-certificates",
    rule: "talos-kubelet-certificates",
  },
  { type: configuration, path: "<VolumeConfig>.encryption", rule: "talos-disk-encryption" },
  { type: configuration, path: "<VolumeConfig>.encryption.provider", rule: "talos-disk-encryption" },
  {
    type: configuration,
    path: "<VolumeConfig>.encryption.keys[].lockToState",
    rule: "talos-disk-keys-locked",
  },
  {
    type: configuration,
    path: "<main>.cluster.apiServer.admissionControl[].configuration.defaults.enforce",
    to: "privileged",
    rule: "talos-pod-security",
  },
  {
    type: configuration,
    path: "<main>.cluster.apiServer.auditPolicy.rules[].level",
    to: "None",
    rule: "talos-audit-policy",
  },
  {
    type: configuration,
    path: "<NetworkDefaultActionConfig>.ingress",
    to: "accept",
    rule: "talos-ingress-firewall",
  },
  {
    type: configuration,
    path: "<NetworkRuleConfig>.ingress[].subnet",
    to: anywhere,
    rule: "talos-firewall-control-ports",
  },
  {
    type: configuration,
    path: "<NetworkRuleConfig>.ingress[].subnet",
    to: anywhere,
    rule: "talos-firewall-api-limited",
  },
  {
    type: "talos:machine/bootstrap:Bootstrap",
    path: "node",
    to: "10.30.0.5",
    rule: "talos-endpoints-direct",
  },
  {
    type: configuration,
    path: "<main>.machine.features.kubernetesTalosAPIAccess.allowedRoles[]",
    to: "os:admin",
    rule: "talos-api-access-limited",
  },
  {
    type: configuration,
    path: "<main>.machine.features.kubernetesTalosAPIAccess.allowedKubernetesNamespaces[]",
    to: "default",
    rule: "talos-api-access-limited",
  },

  {
    type: "talos:imageFactory/schematic:Schematic",
    path: "schematic",
    to: "customization:\n  systemExtensions:\n    officialExtensions: [siderolabs/gvisor]\n",
    rule: "talos-extensions-allowed",
  },

  {
    type: "kubernetes:core/v1:Namespace",
    path: "metadata.labels.owner",
    rule: "kubernetes-owner-labels",
  },
  {
    type: "kubernetes:core/v1:Namespace",
    path: "metadata.labels.pod-security\\.kubernetes\\.io/enforce",
    to: "privileged",
    rule: "kubernetes-namespace-pod-security",
  },
  {
    type: "kubernetes:core/v1:Secret",
    path: "stringData",
    to: { token: "in the clear" },
    rule: "kubernetes-secret-literals",
  },
  {
    type: "kubernetes:core/v1:ServiceAccount",
    path: "automountServiceAccountToken",
    to: true,
    rule: "kubernetes-service-account-token",
  },
  { type: `${rbac}:Role`, path: "rules[].verbs[]", to: "*", rule: "kubernetes-rbac-no-wildcard" },
  { type: `${rbac}:ClusterRole`, path: "rules[].resources[]", to: "*", rule: "kubernetes-rbac-no-wildcard" },
  { type: `${rbac}:Role`, path: "rules[].resources[]", to: "*", rule: "kubernetes-rbac-no-wildcard" },
  { type: `${rbac}:ClusterRole`, path: "rules[].verbs[]", to: "*", rule: "kubernetes-rbac-no-wildcard" },
  ...["RoleBinding", "ClusterRoleBinding"].map((kind) => ({
    type: `${rbac}:${kind}`,
    path: "roleRef.name",
    to: "cluster-admin",
    rule: "kubernetes-rbac-no-cluster-admin",
  })),

  {
    type: cronJob,
    path: `${container}.image`,
    to: "ghcr.io/siderolabs/talos-backup:latest",
    rule: "kubernetes-image-pinned",
  },
  { type: cronJob, path: `${container}.resources`, rule: "kubernetes-resources" },
  {
    type: cronJob,
    path: `${pod}.automountServiceAccountToken`,
    to: true,
    rule: "kubernetes-service-account-token",
  },
  {
    type: cronJob,
    path: `${container}.securityContext.allowPrivilegeEscalation`,
    rule: "kubernetes-no-privilege-escalation",
  },
  {
    type: cronJob,
    path: `${container}.securityContext.capabilities.drop[]`,
    rule: "kubernetes-drop-capabilities",
  },
  {
    type: cronJob,
    path: `${container}.securityContext.readOnlyRootFilesystem`,
    rule: "kubernetes-read-only-root",
  },
  { type: cronJob, path: `${pod}.securityContext.runAsNonRoot`, rule: "kubernetes-run-as-non-root" },
  { type: cronJob, path: `${pod}.securityContext.runAsUser`, to: 0, rule: "kubernetes-run-as-non-root" },
  {
    type: cronJob,
    path: `${pod}.securityContext.seccompProfile.type`,
    to: "Unconfined",
    rule: "kubernetes-seccomp",
  },
  { type: cronJob, path: `${container}.env[]`, rule: "stack-backup-encrypted" },

  {
    type: policyOfCluster,
    path: "spec.endpointSelector",
    to: { matchLabels: { nobody: "has" } },
    named: /-default-deny$/,
    apart: "policies",
    rule: "cilium-default-deny",
  },
  { type: release, path: "values.encryption.enabled", to: false, rule: "cilium-encryption" },
  { type: release, path: "values.encryption.type", to: "none", rule: "cilium-encryption" },
  { type: release, path: "values.hostFirewall.enabled", to: false, rule: "cilium-host-firewall" },
  {
    type: release,
    path: "values.policyEnforcementMode",
    to: "never",
    apart: "policies",
    rule: "cilium-policy-enforcement",
  },
  {
    type: release,
    path: "values.hubble.tls.enabled",
    to: false,
    apart: "certificates",
    rule: "cilium-hubble-tls",
  },
  {
    type: release,
    path: "values.hubble.tls.auto.method",
    to: "helm",
    apart: "certificates",
    rule: "cilium-certificates-in-cluster",
  },
  {
    type: release,
    path: "values.clustermesh.apiserver.tls.auto.method",
    to: "helm",
    rule: "cilium-certificates-in-cluster",
  },
  { type: release, path: "values.hubble.redact.enabled", to: false, rule: "cilium-hubble-redaction" },
  {
    type: release,
    path: "values.hubble.redact.http.headers.deny[]",
    rule: "cilium-hubble-redaction",
  },
  { type: release, path: "values.hubble.redact.http.userInfo", to: false, rule: "cilium-hubble-redaction" },
  { type: release, path: "values.hubble.redact.http.urlQuery", to: false, rule: "cilium-hubble-redaction" },
  { type: release, path: "values.ingressController.enforceHttps", to: false, rule: "cilium-ingress-https" },
  {
    type: release,
    path: "values.clustermesh.apiserver.tls.authMode",
    to: "legacy",
    rule: "cilium-mesh-tls",
  },
  {
    type: release,
    path: "values.clustermesh.policyDefaultLocalCluster",
    to: false,
    rule: "cilium-mesh-isolation",
  },
  {
    type: release,
    path: "values.clustermesh.defaultGlobalNamespace",
    to: true,
    rule: "cilium-mesh-isolation",
  },
  {
    type: release,
    path: "values.securityContext.capabilities.ciliumAgent[]",
    to: "SYS_MODULE",
    rule: "cilium-agent-capabilities",
  },
  {
    type: release,
    path: "values.securityContext.capabilities.cleanCiliumState[]",
    to: "SYS_MODULE",
    rule: "cilium-agent-capabilities",
  },
  { type: release, path: "values.tetragon.redactionFilters", to: "", rule: "cilium-tetragon-redaction" },
  {
    type: release,
    path: "values.containerSecurityContext.manager.allowPrivilegeEscalation",
    to: true,
    rule: "capi-operator-restricted",
  },
  {
    type: release,
    path: "values.containerSecurityContext.manager.capabilities.drop[]",
    rule: "capi-operator-restricted",
  },
  { type: release, path: "values.securityContext.runAsNonRoot", to: false, rule: "capi-operator-restricted" },
  {
    type: release,
    path: "values.securityContext.seccompProfile.type",
    to: "Unconfined",
    rule: "capi-operator-restricted",
  },
  { type: release, path: "version", to: ">=1", rule: "chart-version-pinned" },
  {
    type: release,
    path: "repositoryOpts.repo",
    to: "http://charts.example.org",
    rule: "chart-repository-encrypted",
  },

  {
    type: "kubernetes:fluxcd.controlplane.io/v1:FluxInstance",
    path: "spec.cluster.networkPolicy",
    to: false,
    rule: "flux-network-policy",
  },
  {
    type: "kubernetes:fluxcd.controlplane.io/v1:FluxInstance",
    path: "spec.distribution.version",
    to: "2.x",
    rule: "flux-version-pinned",
  },
  {
    type: "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository",
    path: "spec.url",
    to: "http://git.example.org/infraflux",
    rule: "flux-source-encrypted",
  },
  {
    type: "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository",
    path: "spec.ref",
    to: { branch: "main" },
    rule: "flux-source-pinned",
  },
  ...capiProviders.flatMap((type) => [
    { type, path: "spec.manifestPatches[]", rule: "capi-provider-restricted" },
    { type, path: "spec.version", rule: "capi-versions-pinned" },
  ]),
  {
    type: provider("Infrastructure"),
    path: "spec.deployment.containers[].args.--proxmox-insecure",
    to: "true",
    rule: "capi-proxmox-tls",
  },
  { type: provider("Infrastructure"), path: "spec.configSecret", rule: "capi-credentials-secret" },
];
