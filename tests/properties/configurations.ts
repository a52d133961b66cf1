import assert from "node:assert/strict";

import fc from "fast-check";

import { ConfigurationError, type Problem } from "../../config/problems.ts";
import { resolveConfig } from "../../config/resolve.ts";
import { ADDONS } from "../../config/schema/delivery.ts";
import { RELEASES } from "../../config/versions.ts";
import { settingsSchema } from "../../config/schema.ts";
import { SECRET_KEYS } from "../../config/secrets.ts";

// Whole configurations, for the question what becomes of them. Their parts are chosen so that most fit together and
// some do not: mistakes meet each other as they do in life, and no section is ever left out of the game.

const optional = { requiredKeys: [] as [] };
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });

/** Mostly one, now and then the other. */
const mostly = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 99, arbitrary: usual }, { weight: 1, arbitrary: odd });

/** At most three, mostly with names that differ. */
const few = <T>(arbitrary: fc.Arbitrary<T>, selector: (value: T) => string): fc.Arbitrary<T[]> =>
  mostly(
    fc.uniqueArray(arbitrary, { maxLength: 3, selector }),
    fc.array(arbitrary, { minLength: 2, maxLength: 3 }),
  );

const lowerCase = Array.from("abcdefghijklmnopqrstuvwxyz0123456789");

/** A DNS label, of any length up to a limit, with hyphens inside. */
const label = (longest: number) =>
  fc
    .tuple(
      fc.constantFrom(...lowerCase),
      fc.string({ unit: fc.constantFrom(...lowerCase, "-"), maxLength: longest - 2 }),
      fc.constantFrom(...lowerCase),
    )
    .map((parts) => parts.join(""));

const hostname = fc.oneof(
  label(20),
  fc.array(label(20), { minLength: 2, maxLength: 4 }).map((labels) => labels.join(".")),
);
const hostAddress = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((last) => `192.168.10.${last}`);
const sizeIn = (unit: "Mi" | "Gi", least: number, most: number) =>
  mostly(
    fc.oneof(
      fc.integer({ min: least, max: most }),
      fc.integer({ min: least, max: most }).map((amount) => `${amount}${unit}`),
    ),
    fc.constantFrom(1, "1Mi", "1Ti", "100M"),
  );
const hostNames = ["pve-1", "pve-2", "pve-3"];
const datastore = fc.constantFrom("local-lvm", "ssd", "ceph");

const taint = fc.record(
  {
    key: fc.constantFrom("example.org/gpu", "dedicated"),
    value: fc.constantFrom("", "yes"),
    effect: fc.constantFrom("NoSchedule", "PreferNoSchedule", "NoExecute"),
  },
  { requiredKeys: ["key", "effect"] },
);
const dataDisk = fc.record(
  {
    name: mostly(label(20), fc.constantFrom("etcd", "state", "-", "much-too-long-for-a-serial")),
    size: sizeIn("Gi", 1, 500),
    datastore,
    kind: fc.constantFrom("userVolume", "raw"),
  },
  { requiredKeys: ["name", "size"] },
);
const place = fc.oneof(
  fc.constant({}),
  mostly(fc.subarray(hostNames, { minLength: 1 }), fc.constant(["pve-9"])).map((hosts) => ({ hosts })),
  mostly(fc.constantFrom("rack-a", "pve-2"), fc.constant("rack-z")).map((zone) => ({ zones: [zone] })),
);
const machineOf = (least: { readonly memory: number; readonly cpu: number }) =>
  fc
    .tuple(
      fc.record(
        {
          cpu: mostly(fc.integer({ min: least.cpu, max: 64 }), fc.constant(1)),
          memory: sizeIn("Mi", least.memory, 65_536),
          disk: sizeIn("Gi", 20, 2000),
          labels: fc.dictionary(fc.constantFrom("example.org/tier", "zone", "a/b"), label(30), {
            maxKeys: 2,
          }),
          taints: few(taint, ({ key, effect }) => `${key}:${effect}`),
          datastore,
          installDisk: fc.constantFrom<object[]>(
            { path: "/dev/sda" },
            { path: "/dev/disk/by-id/x" },
            { selector: { size: ">= 100GB", type: "nvme" } },
            { selector: {} },
          ),
          dataDisks: few(dataDisk, ({ name }) => name),
        },
        optional,
      ),
      place,
    )
    .map(([machine, where]) => ({ ...machine, ...where }));

const controlPlane = fc
  .tuple(
    machineOf({ memory: 2048, cpu: 2 }),
    fc.record(
      {
        count: mostly(fc.constantFrom(1, 3, 5, 7), fc.constantFrom(2, 4)),
        etcdDisk: fc.record({ size: sizeIn("Gi", 1, 100), datastore }, { requiredKeys: ["size"] }),
      },
      optional,
    ),
  )
  .map(([machine, rest]) => ({ ...machine, ...rest }));

const workerPool = fc
  .tuple(
    machineOf({ memory: 1024, cpu: 1 }),
    fc.record(
      {
        count: mostly(fc.integer({ min: 0, max: 3 }), fc.constant(200)),
        growth: mostly(fc.integer({ min: 0, max: 10 }), fc.constantFrom(undefined, -1)),
        order: fc.integer({ min: 0, max: 3 }),
      },
      { requiredKeys: ["count", "growth"] },
    ),
  )
  .map(([machine, { count, growth, ...rest }]) => ({
    ...machine,
    ...rest,
    count,
    // Without it a pool can have no other after it.
    ...(growth !== undefined && { maxCount: Math.max(1, count + growth) }),
  }));

// The pool of the size template stands before others, so it needs a pool of its own name here.
const workers = fc
  .tuple(
    mostly(workerPool, fc.constant(null)),
    fc.dictionary(
      mostly(fc.oneof(fc.constant("gpu"), label(24)), fc.constantFrom("cp", "default")),
      workerPool,
      {
        maxKeys: 3,
      },
    ),
  )
  .map(([worker, others]) => ({ worker, ...others }));

const environment = fc.record(
  {
    name: fc.constantFrom("dev", "staging", "prod"),
    domain: hostname,
    debug: mostly(fc.constant(false), fc.constant(true)),
  },
  { requiredKeys: ["domain"] },
);

const cluster = fc.record(
  {
    name: mostly(label(32), fc.constantFrom("default", "a", "0", "kubernetes")),
    id: fc.integer({ min: 1, max: 255 }),
    domain: hostname,
    size: fc.constantFrom("small", "medium", "large"),
    versions: fc.record(
      {
        release: mostly(
          fc.constantFrom(RELEASES[0].id),
          fc.constantFrom(...RELEASES.map(({ id }) => id), "none"),
        ),
        talos: mostly(fc.constantFrom("1.13.8", "1.13.9"), fc.constant("1.12.0")),
        cilium: mostly(fc.constantFrom("1.20.0", "1.20.3"), fc.constant("1.20.1")),
      },
      optional,
    ),
    deletionProtection: fc.boolean(),
  },
  { requiredKeys: ["name", "id"] },
);

const endpoint = fc.record(
  {
    host: fc.oneof(hostname, hostAddress(2, 9)),
    port: fc.constantFrom(443, 6443, 8443),
    dns: fc.record(
      {
        zoneId: fc.constant("0123456789abcdef0123456789abcdef"),
        name: mostly(fc.constantFrom("api.example.org", "k8s.a-b.io"), hostname),
        ttl: fc.integer({ min: 60, max: 86_400 }),
      },
      { requiredKeys: ["zoneId", "name"] },
    ),
  },
  optional,
);

const network = fc
  .record(
    {
      podCidr: mostly(
        fc.constantFrom("10.244.0.0/16", "100.64.0.0/12"),
        fc.constantFrom("10.96.0.0/16", "10.1.2.3/8"),
      ),
      serviceCidr: mostly(fc.constantFrom("10.96.0.0/12", "172.20.0.0/16"), fc.constant("192.168.0.0/16")),
      loadBalancerRange: mostly(
        fc.constant({ from: "192.168.10.200", to: "192.168.10.219" }),
        fc.constantFrom({ from: "192.168.10.30", to: "192.168.10.40" }, { from: "10.9.0.9", to: "10.9.0.1" }),
      ),
    },
    optional,
  )
  .map((rest) => ({ nodeCidr: "192.168.10.0/24", ...rest }));

const proxmox = fc
  .record(
    {
      vip: mostly(hostAddress(2, 9), fc.constantFrom("192.168.10.1", "192.168.10.30", "10.0.0.1")),
      insecure: mostly(fc.constant(false), fc.constant(true)),
      endpoint: mostly(
        fc.constantFrom("https://192.168.10.3:8006", "https://pve/"),
        fc.constantFrom("https://pve.example.org/proxmox/", "https://pve:8006/?a=b"),
      ),
      datastores: fc.record({ vm: datastore, image: fc.constantFrom("local", "ssd") }, optional),
      bridge: fc.constantFrom("vmbr0", "vmbr1"),
      vlan: fc.integer({ min: 1, max: 4094 }),
      dns: fc.array(hostAddress(1, 19), { minLength: 1, maxLength: 2 }),
      ntp: fc.array(hostname, { minLength: 1, maxLength: 2 }),
      vmIdBase: mostly(fc.integer({ min: 100, max: 900_000 }), fc.constantFrom(999_000_000, 100)),
      resourcePool: fc.constant("talos"),
      tags: fc.array(fc.constantFrom("talos", "team.a", "x+y"), { maxLength: 3 }),
    },
    optional,
  )
  .map((rest) => ({
    endpoint: "https://pve.example.org:8006/",
    hosts: [{ name: "pve-1", zone: "rack-a" }, { name: "pve-2" }, { name: "pve-3", zone: "rack-a" }],
    addressRange: { from: "192.168.10.20", to: "192.168.10.199" },
    gateway: "192.168.10.1",
    ...rest,
  }));

const patch = fc.constantFrom<object[]>(
  { machine: { sysctls: { "net.core.somaxconn": "65535" } } },
  { apiVersion: "v1alpha1", kind: "WatchdogTimerConfig", device: "/dev/watchdog0" },
);
const talos = fc.record(
  {
    extensions: fc.subarray([
      "siderolabs/iscsi-tools",
      "siderolabs/qemu-guest-agent",
      "siderolabs/util-linux-tools",
    ]),
    extraKernelArgs: fc.subarray(["net.ifnames=0", "-console"]),
    patches: fc.record(
      {
        cluster: fc.array(patch, { maxLength: 1 }),
        controlPlane: fc.array(patch, { maxLength: 1 }),
        worker: fc.array(patch, { maxLength: 1 }),
        machines: mostly(fc.constant({}), fc.constant({ "nobody-cp-1": [] })),
      },
      optional,
    ),
    diskEncryption: fc.record(
      { enabled: mostly(fc.constant(true), fc.constant(false)), key: fc.constantFrom("nodeId", "tpm") },
      optional,
    ),
  },
  optional,
);

const mirrors = fc.record(
  {
    registries: fc.dictionary(
      fc.constantFrom("ghcr.io", "quay.io", "registry.k8s.io", "*"),
      fc.constant(["https://mirror.example.org/v2/all"]),
      { maxKeys: 3 },
    ),
    charts: fc.constantFrom("oci://mirror.example.org/charts", "oci://mirror.example.org/charts/"),
    fluxSource: fc.constant("https://git.mirror.example.org/infraflux"),
    capiManifests: fc.constant("oci://mirror.example.org/capi"),
    imageFactory: fc.constantFrom("https://factory.example.org", "https://factory.example.org:8443/path/"),
    gatewayApiManifests: fc.constant("https://mirror.example.org/github"),
  },
  optional,
);

const capabilityNames = Object.keys(settingsSchema.shape.cilium.parse(undefined).capabilities).filter(
  (name) => name !== "l7Visibility",
);
/** Capabilities that nothing else here needs. */
const independent = capabilityNames.filter(
  (name) => !["kubeProxyReplacement", "l4lb", "advancedPolicy"].includes(name),
);
const cilium = fc.record(
  {
    capabilities: fc
      .record({
        off: mostly(
          fc.subarray(independent, { maxLength: 4 }),
          fc.subarray(capabilityNames, { maxLength: 3 }),
        ),
        l7Visibility: maybe(
          fc.record({ enabled: fc.boolean(), protocols: fc.subarray(["http", "grpc", "dns"]) }, optional),
        ),
      })
      .map(({ off, l7Visibility }) => ({
        ...Object.fromEntries(off.map((name) => [name, false])),
        ...(l7Visibility && { l7Visibility }),
      })),
    settings: fc.record(
      {
        routingMode: mostly(fc.constant("tunnel"), fc.constant("native")),
        tunnelProtocol: mostly(fc.constant("vxlan"), fc.constant("geneve")),
        hostRouting: fc.constantFrom("legacy", "ebpf"),
        announcement: fc.constantFrom("l2", "none"),
        announcementInterfaces: fc.subarray(["^eth.*", "^enp0s"]),
      },
      optional,
    ),
  },
  optional,
);

const exemptions = fc
  .subarray([
    "pod-security",
    "network-policies",
    "audit-policy",
    "ingress-firewall",
    "disk-encryption",
    "insecure-endpoint",
  ])
  .map((names) => names.map((name) => ({ name, reason: "A reason for the property test." })));
const security = fc.record(
  {
    podSecurity: fc.record(
      {
        level: mostly(fc.constant("restricted"), fc.constantFrom("baseline", "privileged")),
        exemptNamespaces: fc.subarray(["kube-system", "storage"]),
      },
      optional,
    ),
    networkPolicies: mostly(
      fc.constant("default-deny"),
      fc.constantFrom(...RELEASES.map(({ id }) => id), "none"),
    ),
    auditPolicy: mostly(
      fc.constantFrom("metadata", "request"),
      fc.constantFrom(...RELEASES.map(({ id }) => id), "none"),
    ),
    ingressFirewall: mostly(fc.constant(true), fc.constant(false)),
    talosApiAllowedCidrs: mostly(fc.subarray(["10.20.0.0/24", "10.20.0.1/32"]), fc.constant(["0.0.0.0/0"])),
    exemptions,
  },
  optional,
);

const gitops = fc.record(
  {
    enabled: fc.boolean(),
    url: mostly(
      fc.constant("https://git.example.org/infraflux"),
      fc.constant("https://me:token@git.example.org/x"),
    ),
    ref: mostly(
      fc.constantFrom<object[]>({ branch: "main" }, { tag: "v1.0.0" }, { commit: "0".repeat(40) }),
      fc.constantFrom<object[]>({}, { branch: "main", tag: "v1.0.0" }),
    ),
    path: mostly(fc.constantFrom("gitops", "clusters/dev"), fc.constantFrom("/gitops", "a//b", "./x", ".")),
    intervalMinutes: fc.integer({ min: 1, max: 1440 }),
    addons: mostly(fc.constant([]), fc.subarray([...ADDONS])),
  },
  { requiredKeys: ["url", "ref"] },
);

const handoff = fc.record(
  {
    namespace: mostly(label(63), fc.constantFrom("platform", "kube-system")),
    access: fc.record(
      {
        namespaces: mostly(
          fc.uniqueArray(label(63), { minLength: 1, maxLength: 2 }),
          fc.constantFrom(["default"], ["argocd"], ["a", "a"], ["flux-system"]),
        ),
        role: mostly(fc.constantFrom("edit", "admin"), fc.constantFrom("cluster-admin", "system:node")),
        rules: fc.array(
          mostly(
            fc.constantFrom(
              { apiGroups: [""], resources: ["namespaces"], verbs: ["create"] },
              { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list"] },
            ),
            fc.constantFrom(
              { apiGroups: ["*"], resources: ["*"], verbs: ["get"] },
              { apiGroups: ["apps"], resources: ["*"], verbs: ["*"] },
              { apiGroups: ["*"], resources: ["clusterroles"], verbs: ["*"] },
              { apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["bind"] },
              { apiGroups: [""], resources: ["secrets"], verbs: ["get"] },
            ),
          ),
          { maxLength: 1 },
        ),
      },
      optional,
    ),
    argocd: fc.record({ register: fc.boolean(), labels: fc.constant({ "example.org/tier": "a" }) }, optional),
  },
  optional,
);

const backup = fc.record(
  {
    etcd: fc.record(
      {
        enabled: fc.boolean(),
        schedule: mostly(fc.constant("0 */6 * * *"), fc.constantFrom("every day at noon ok", "0  3 * * 1")),
        retentionDays: fc.integer({ min: 0, max: 90 }),
        ageRecipient: fc.constant(`age1${"q".repeat(58)}`),
        target: fc
          .record(
            {
              endpoint: fc.constantFrom("https://s3.example.org", "https://192.168.10.4:9000/"),
              region: fc.constant("eu-west-1"),
              prefix: mostly(fc.constantFrom("etcd", "a/b"), fc.constantFrom("", "/etcd")),
            },
            optional,
          )
          .map((rest) => ({ s3: { bucket: "snapshots", ...rest } })),
      },
      { requiredKeys: ["ageRecipient", "target"] },
    ),
  },
  optional,
);

/** What a text editor does to a configuration: one value of a wrong kind, or a key that nobody knows. */
const slips = fc.oneof(
  { weight: 20, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, unknown>[]>(
      { workers: [] },
      { profile: "blanc" },
      { mirror: {} },
      { cluster: null },
      { network: "10.0.0.0/8" },
      { backup: { etcd: { enabled: "yes" } } },
    ),
  },
);

/** A whole stack file, without the prefix. Most are well-formed; about half can be built. */
export const configurations: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.record({ environment, cluster, endpoint, network, proxmox }),
    fc.record(
      {
        profile: fc.constantFrom("turnkey", "blank"),
        controlPlane,
        workers,
        talos,
        mirrors,
        cilium,
        security,
        gitops,
        capi: fc.record({ enabled: fc.boolean(), infrastructure: fc.constant(["proxmox"]) }, optional),
        handoff,
        backup,
      },
      optional,
    ),
    slips,
  )
  .map(([needed, rest, slip]) => ({ ...needed, ...rest, ...slip }));

/** The problems for which a configuration is refused; none when it is accepted. Anything else that is thrown is a defect. */
export function problemsOf(stack: string, tree: Record<string, unknown>): readonly Problem[] {
  try {
    resolveConfig({
      stack,
      stackFile: { name: `Pulumi.${stack}.yaml`, tree },
      secrets: new Set(SECRET_KEYS),
    });
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigurationError, String(error));
    return error.problems;
  }
}
