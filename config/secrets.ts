import { managesClusters } from "./capi.ts";
import type { Settings } from "./schema.ts";

/** What there is to know about one secret. */
export interface SecretSpec {
  /** Environment variable that is read where the stack does not hold the secret. */
  readonly variable: string;

  /** What the secret is for. */
  readonly purpose: string;

  /** Form of the value in words. */
  readonly form: string;

  /** Form that the value must have. */
  readonly pattern: RegExp;

  /** When the secret must be there, in words. */
  readonly needed: string;

  /** Sections of the configuration that decide whether the secret must be there. */
  readonly needs: readonly (keyof Settings)[];

  /** Whether a real stack with these settings must have the secret. */
  readonly required: (settings: Settings) => boolean;

  /** A value of the right form that opens nothing, for the simulator. `random` is 64 hexadecimal characters. */
  readonly simulated: (random: string) => string;
}

const marked = (random: string) => `simulated-${random}`;
const anything = { form: "any text without line breaks", pattern: /^\S.*$/ };
const proxmoxToken = {
  form: "`USER@REALM!TOKENID=SECRET`",
  pattern: /^[^@\s]+@[^!\s]+![^=\s]+=\S+$/,
  simulated: (random: string) => `simulated@pve!infraflux=${random}`,
};

/** Every secret of a stack by its key. None is ever part of the settings, of a problem, or of a log. */
export const SECRETS = {
  proxmoxApiToken: {
    ...proxmoxToken,
    variable: "PROXMOX_VE_API_TOKEN",
    purpose: "API token with which Pulumi makes the machines on Proxmox.",
    needed: "with the provider `proxmox`",
    needs: ["provider"],
    required: ({ provider }) => provider === "proxmox",
  },
  gitToken: {
    ...anything,
    variable: "INFRAFLUX_GIT_TOKEN",
    purpose: "Read-only token for the Git repository that Flux follows.",
    needed: "never; a public repository is read without it",
    needs: [],
    required: () => false,
    simulated: marked,
  },
  sopsAgeKey: {
    variable: "SOPS_AGE_KEY",
    purpose: "age private key with which Flux decrypts the Secrets in the Git repository.",
    form: "`AGE-SECRET-KEY-1…`",
    pattern: /^AGE-SECRET-KEY-1\w+$/,
    needed: "where Flux is on (`gitops.enabled`)",
    needs: ["profile", "gitops"],
    required: ({ profile, gitops }) => gitops.enabled ?? profile === "turnkey",
    simulated: (random) => `AGE-SECRET-KEY-1SIMULATED${random.toUpperCase()}`,
  },
  capiProxmoxToken: {
    ...proxmoxToken,
    variable: "INFRAFLUX_CAPI_PROXMOX_TOKEN",
    purpose:
      "API token with which Cluster API makes machines on Proxmox; its own, so that it can have fewer rights.",
    needed: "where the cluster is a management cluster (`capi.enabled`) for Proxmox",
    needs: ["profile", "capi", "provider"],
    required: (settings) => managesClusters(settings) && settings.capi.infrastructure.includes("proxmox"),
  },
  backupAccessKey: {
    ...anything,
    variable: "INFRAFLUX_BACKUP_ACCESS_KEY",
    purpose:
      "Access key of the bucket for snapshots of etcd. May write, list and delete objects in the folder, and need not read them.",
    needed: "with `backup.etcd.enabled`",
    needs: ["backup"],
    required: ({ backup }) => backup.etcd.enabled,
    simulated: marked,
  },
  backupSecretKey: {
    ...anything,
    variable: "INFRAFLUX_BACKUP_SECRET_KEY",
    purpose: "Secret key of the bucket for snapshots of etcd.",
    needed: "with `backup.etcd.enabled`",
    needs: ["backup"],
    required: ({ backup }) => backup.etcd.enabled,
    simulated: marked,
  },
  bgpPassword: {
    variable: "INFRAFLUX_BGP_PASSWORD",
    purpose: "Password of BGP sessions with authenticated peers, the same on every router.",
    form: "1 to 80 printable ASCII characters without blanks",
    pattern: /^[!-~]{1,80}$/,
    needed: "with a peer that is `authenticated` (`cilium.settings.bgp.peers`)",
    needs: ["cilium"],
    required: ({ cilium: { capabilities, settings } }) =>
      capabilities.bgp && settings.bgp.peers.some(({ authenticated }) => authenticated),
    simulated: marked,
  },
  ipsecKey: {
    variable: "INFRAFLUX_IPSEC_KEY",
    purpose:
      "Key of IPsec between the nodes, the same for every cluster of a mesh. Without it the stack makes a key of its own.",
    form: "40 hexadecimal digits, as `openssl rand -hex 20` prints them",
    pattern: /^[0-9a-fA-F]{40}$/,
    needed: "with IPsec (`cilium.settings.encryption.ipsec.enabled`) in a mesh with peers",
    needs: ["cilium"],
    required: ({ cilium: { settings } }) =>
      settings.encryption.ipsec.enabled && settings.mesh.peers.length > 0,
    // The word "simulated" in hexadecimal digits.
    simulated: (random) => `73696d756c61746564${random.slice(0, 22)}`,
  },
  cloudflareApiToken: {
    ...anything,
    variable: "CLOUDFLARE_API_TOKEN",
    purpose: "API token that may edit the DNS zone of the API endpoint.",
    needed: "with `endpoint.dns` at Cloudflare",
    needs: ["endpoint"],
    required: ({ endpoint }) => endpoint.dns?.provider === "cloudflare",
    simulated: marked,
  },
} as const satisfies Record<string, SecretSpec>;

/** Key of a secret. */
export type SecretKey = keyof typeof SECRETS;

/** The keys of all secrets. */
export const SECRET_KEYS = Object.keys(SECRETS) as readonly SecretKey[];

/** Whether a top-level key is that of a secret. */
export function isSecretKey(key: string): key is SecretKey {
  return key in SECRETS;
}

/** How a secret is set, as a sentence. */
export function howToSet(key: SecretKey, stack: string): string {
  return `Set it with \`pulumi config set --secret infraflux:${key} -s ${stack}\`, or give it in the environment variable ${SECRETS[key].variable}.`;
}
