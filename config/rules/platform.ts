import { largestSize, whyUnsuitable } from "../../components/machines/instances.ts";
import { choiceOf, instanceTypeOf } from "../instance-types.ts";
import { hostsOf } from "../pools.ts";
import { isCloud, type Cloud } from "../providers.ts";
import type { Settings } from "../schema.ts";
import { keyedPools } from "./machines.ts";
import type { Rule, Violation } from "./rule.ts";

const titles = { aws: "AWS", azure: "Azure", gcp: "Google Cloud" } as const satisfies Record<Cloud, string>;

const announcement: Rule = {
  name: "announcement-on-cloud",
  holds: "On a cloud nobody announces addresses over L2: its network answers for those that it gave itself.",
  needs: ["cilium", "provider"],
  check: ({ cilium: { settings }, provider }) => {
    if (!isCloud(provider)) {
      return [];
    }
    const key = "cilium.settings.announcement";
    return settings.announcement === "l2"
      ? [
          {
            key,
            value: settings.announcement,
            allowed: `none on ${titles[provider]}, whose network takes no address from a machine, or bgp with a router of the cloud among the peers`,
            remedy: `Remove ${key}: Services of type LoadBalancer get load balancers of the cloud.`,
          },
        ]
      : [];
  },
};

const unusedRange: Rule = {
  name: "load-balancer-range-unused",
  holds: "On a cloud addresses of load balancers are the cloud's, unless routers learn of others.",
  needs: ["network", "cilium", "provider"],
  check: ({ network: { loadBalancerRange: range }, cilium: { settings }, provider }) =>
    range !== undefined && isCloud(provider) && settings.announcement !== "bgp"
      ? [
          {
            key: "network.loadBalancerRange",
            value: `${range.from} to ${range.to}`,
            allowed: `anything, but nobody can reach these addresses on ${titles[provider]}; Services get load balancers of the cloud`,
            remedy: "Remove network.loadBalancerRange, or keep it for the day that the stack moves.",
          },
        ]
      : [],
};

/** The settings of a pool that only some providers know. */
const ofSomeProviders = [
  { part: "instanceType", knownBy: isCloud, where: "on clouds, which sell machines by type" },
  { part: "spot", knownBy: isCloud, where: "on clouds, which have spare capacity to sell" },
  {
    part: "datastore",
    knownBy: (provider: Settings["provider"]) => provider === "proxmox",
    where: "on Proxmox, which has datastores",
  },
] as const;

const otherProviders: Rule = {
  name: "setting-of-other-provider",
  holds: "A pool says only what its provider knows.",
  needs: ["controlPlane", "workers", "provider"],
  check: (settings) =>
    keyedPools(settings).flatMap(({ key, pool }) =>
      ofSomeProviders
        .map(({ part, ...rest }) => ({ ...rest, part, value: (pool as Record<string, unknown>)[part] }))
        .filter(({ knownBy, value }) => value !== undefined && value !== false && !knownBy(settings.provider))
        .map(({ part, value, where }) => ({
          key: `${key}.${part}`,
          value,
          allowed: `nothing with the provider ${settings.provider}; it is for machines ${where}`,
          remedy: `Remove ${key}.${part}.`,
        })),
    ),
};

const types: Rule = {
  name: "instance-type",
  holds: "On a cloud there is an instance type that is large enough for each pool, and Talos runs on it.",
  needs: ["controlPlane", "workers", "environment", "provider"],
  check: (settings) => {
    const { provider } = settings;
    return isCloud(provider)
      ? keyedPools(settings).flatMap((keyed) => typeProblems(settings, provider, keyed))
      : [];
  },
};

function typeProblems(
  settings: Settings,
  provider: Cloud,
  { key, role, pool }: ReturnType<typeof keyedPools>[number],
): Violation[] {
  const named = pool.instanceType;
  const typed = { ...pool, role };
  if (named === undefined) {
    return instanceTypeOf(settings, typed) === undefined
      ? [
          {
            key: `${key}.cpu`,
            value: `${pool.cpu} cores and ${pool.memory} MiB`,
            allowed: `at most ${largestSize(provider, choiceOf(settings, typed))} on ${titles[provider]}`,
            remedy: `Lower ${key}.cpu or ${key}.memory, or name a type in ${key}.instanceType.`,
          },
        ]
      : [];
  }
  const unsuitable = whyUnsuitable(provider, named);
  return unsuitable === undefined
    ? []
    : [
        {
          key: `${key}.instanceType`,
          value: named,
          allowed: `a type that runs Talos, which this one does not: it is ${unsuitable}`,
          remedy: `Choose another type, or remove ${key}.instanceType to have one chosen by size.`,
        },
      ];
}

const extensions: Rule = {
  name: "extensions-need-own-image",
  holds: "On AWS extensions and kernel arguments come with an image of one's own: the official one has none.",
  needs: ["talos", "aws"],
  check: ({ talos, aws }) =>
    aws.image === undefined
      ? (["extensions", "extraKernelArgs"] as const)
          .filter((part) => talos[part].length > 0)
          .map((part) => ({
            key: `talos.${part}`,
            value: talos[part],
            allowed: `none with the official image of AWS, which has none`,
            remedy:
              "Upload an image of the image factory as docs/providers/aws.md says, and name it in aws.image.",
          }))
      : [],
};

const tpm: Rule = {
  name: "tpm-on-cloud",
  holds: "Disks of clouds are not unlocked by a TPM: the images are not signed for Secure Boot.",
  needs: ["talos", "provider"],
  check: ({ talos: { diskEncryption }, provider }) =>
    isCloud(provider) && diskEncryption.enabled && diskEncryption.key === "tpm"
      ? [
          {
            key: "talos.diskEncryption.key",
            value: diskEncryption.key,
            allowed: `nodeId on ${titles[provider]}, where the cloud encrypts the disks with a key of yours besides`,
            remedy: "Remove talos.diskEncryption.key.",
          },
        ]
      : [],
};

/** Failure domains that a cluster of prod is spread over, so that etcd keeps its majority when one is lost. */
const domainsInProd = 3;

const spread: Rule = {
  name: "failure-domains-in-prod",
  holds: "In prod machines on a cloud have three zones or more to spread over.",
  needs: ["controlPlane", "workers", "environment", "provider"],
  check: (settings) => (isCloud(settings.provider) ? fewDomains(settings) : []),
};

const fewHosts: Rule = {
  name: "few-failure-domains-in-prod",
  holds: "In prod machines have three failure domains or more to spread over.",
  needs: ["controlPlane", "workers", "environment", "provider"],
  // What there is decides on one's own hardware, so this is no more than advice there.
  check: (settings) => (isCloud(settings.provider) ? [] : fewDomains(settings)),
};

function fewDomains(settings: Required<Settings>): Violation[] {
  if (settings.environment.name !== "prod" || (settings[settings.provider] as unknown) === undefined) {
    return [];
  }
  const hosts = hostsOf(settings);
  return keyedPools(settings)
    .filter(({ role, pool }) => pool.count > 0 && (role === "controlplane" || pool.hosts || pool.zones))
    .map(({ key, pool }) => {
      const allowed = hosts.filter(
        ({ name, zone }) => (pool.hosts?.includes(name) ?? true) && (pool.zones?.includes(zone) ?? true),
      );
      return { key, pool, domains: [...new Set(allowed.map(({ zone }) => zone))] };
    })
    .filter(({ pool, domains }) => domains.length < Math.min(domainsInProd, pool.count))
    .map(({ key, domains }) => ({
      key: `${key}.zones`,
      value: domains,
      allowed: `at least ${domainsInProd} failure domains in prod, or one for each machine`,
      remedy: `Name more zones, or remove ${key}.zones and ${key}.hosts to spread over all that the provider has.`,
    }));
}

const dnsProvider: Rule = {
  name: "dns-of-other-cloud",
  holds:
    "The record of the API endpoint is at Cloudflare, or at the DNS service of the cloud that the machines are on.",
  needs: ["endpoint", "provider"],
  check: ({ endpoint: { dns }, provider }) => {
    if (dns === undefined) {
      return [];
    }
    const own = { aws: "route53", azure: "azure", gcp: "google" }[provider as string];
    const known = ["cloudflare", ...(own === undefined ? [] : [own])];
    if (!known.includes(dns.provider)) {
      return [
        {
          key: "endpoint.dns.provider",
          value: dns.provider,
          allowed: `${known.join(" or ")} with the provider ${provider}`,
          remedy: "Choose one of them, or remove endpoint.dns and write the record yourself.",
        },
      ];
    }
    const { pattern, allowed } = zoneForms[dns.provider];
    return pattern.test(dns.zoneId)
      ? []
      : [{ key: "endpoint.dns.zoneId", value: dns.zoneId, allowed, remedy: "Correct endpoint.dns.zoneId." }];
  },
};

/** What a zone is called at each DNS provider. */
const zoneForms = {
  cloudflare: { pattern: /^[0-9a-f]{32}$/, allowed: "the 32 hexadecimal characters of a Cloudflare zone id" },
  route53: { pattern: /^Z[A-Z0-9]{1,31}$/, allowed: "the id of a hosted zone such as Z0123456789ABCDEFGHIJ" },
  azure: {
    pattern:
      /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/dnsZones\/[^/]+$/i,
    allowed: "the ARM id of a DNS zone: /subscriptions/…/providers/Microsoft.Network/dnsZones/<zone>",
  },
  google: {
    pattern: /^[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    allowed: "the name of a managed zone such as platform-example-org",
  },
} as const satisfies Record<string, { pattern: RegExp; allowed: string }>;

const csi: Rule = {
  name: "storage-driver",
  holds: "The storage driver of a cloud is for clouds, and Flux brings it.",
  needs: ["storage", "profile", "gitops", "provider"],
  check: ({ storage, profile, gitops, provider }) => {
    const flux = profile === "turnkey" && (gitops.enabled ?? true);
    return storage.csi === true && (!isCloud(provider) || !flux)
      ? [
          {
            key: "storage.csi",
            value: true,
            allowed: isCloud(provider)
              ? "false without Flux and the profile turnkey"
              : `false with the provider ${provider}`,
            remedy: "Remove storage.csi.",
          },
        ]
      : [];
  },
};

const capiAccess: Rule = {
  name: "capi-needs-provider-section",
  holds: "A management cluster that makes clusters on Proxmox knows where Proxmox is.",
  needs: ["capi", "profile", "provider"],
  check: (settings: Settings) =>
    settings.capi.enabled === true &&
    settings.capi.infrastructure.includes("proxmox") &&
    settings.provider !== "proxmox" &&
    settings.proxmox === undefined
      ? [
          {
            key: "proxmox",
            value: undefined,
            allowed: "the section about Proxmox, where Cluster API makes machines",
            remedy: "Add the section proxmox, or turn Cluster API off with capi.enabled: false.",
          },
        ]
      : [],
};

/** Rules about what a platform can carry. */
export const platformRules: readonly Rule[] = [
  announcement,
  otherProviders,
  types,
  extensions,
  tpm,
  spread,
  dnsProvider,
  csi,
  capiAccess,
];

/** What is worth saying about the platform without refusing it. */
export const platformAdvice: readonly Rule[] = [unusedRange, fewHosts];
