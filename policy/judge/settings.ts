import { z } from "zod";

/** The environments that the pack has levels for, the strictest last. */
export const environments = ["dev", "staging", "prod"] as const;

/** One of the environments. */
export type Environment = (typeof environments)[number];

/** What comes of a broken rule: the run is refused, it is only told, or nobody looks. */
const level = z.enum(["mandatory", "advisory", "disabled"]);

/** What comes of a broken rule. */
export type Level = z.infer<typeof level>;

const sentence = z
  .string()
  .trim()
  .min(10, "want a reason that a stranger understands, of 10 characters at least");
const person = z.string().trim().min(2, "want the name of a person or team");

const exemption = z.strictObject({
  rule: z.string().describe("Id of the rule."),
  resource: z
    .string()
    .min(1)
    .describe(
      "URN of the resource; * stands for any characters. A rule about the stack is about the stack's own URN.",
    ),
  owner: person.describe("Who answers for it."),
  reason: sentence.describe("Why it cannot be otherwise."),
  expires: z.iso.date().describe("The last day on which it holds, such as 2026-12-31."),
});

/** One resource that may break one rule for a while. */
export type Exemption = z.infer<typeof exemption>;

const breakGlass = z.strictObject({
  owner: person.describe("Who breaks it."),
  reason: sentence.describe("Which incident calls for it."),
  until: z.iso.datetime({ offset: true }).describe("When it ends; at most 24 hours from now."),
});

/** A time in which nothing is refused and everything is told. */
export type BreakGlass = z.infer<typeof breakGlass>;

const cidr = z.union([z.cidrv4(), z.cidrv6()]);
const minor = z.string().regex(/^\d+\.\d+$/, "want a minor version such as 1.13");

/** What a pack configuration may say under `settings`. */
export const settingsSchema = z.strictObject({
  environment: z
    .enum(environments)
    .describe("Whose levels apply. Default: what the stack's name says, else prod."),
  levels: z.record(z.string(), level).describe("Levels of single rules, over those of the environment."),
  exemptions: z
    .array(exemption)
    .describe("Resources that may break a rule; they are added to those of the pack."),
  breakGlass: breakGlass.optional().describe("Refuse nothing until then. Every run tells of it."),
  allowedRegistries: z
    .array(z.string())
    .describe(
      "Registries that images may come from, with a path if wanted: ghcr.io/fluxcd also means all below it.",
    ),
  allowedExtensions: z.array(z.string()).describe("Talos system extensions that images may have."),
  apiCidrs: z
    .array(cidr)
    .describe(
      "Networks from which the Kubernetes and the Talos API may be reached. Empty: any but the whole Internet.",
    ),
  ownerLabels: z.array(z.string()).describe("Labels of Kubernetes objects, one of which names the owner."),
  ownerTags: z.array(z.string()).describe("Tags of machines and networks, one of which names the owner."),
  minimumControlPlanes: z.int().min(1).describe("Fewer control planes than this are too few."),
  talosBaseline: z
    .enum(["patches", "configuration"])
    .describe(
      "Where the hardening of Talos is looked for while the generated configuration is not known: in the patches, which " +
        "then must have all of it, or (configuration) nowhere yet: it is judged in up.",
    ),
  secretsProvider: z
    .string()
    .optional()
    .describe(
      "What encrypts the secrets in the state, such as awskms or passphrase. Default: not known to the pack.",
    ),
  supportedVersions: z
    .array(z.strictObject({ talos: minor, kubernetes: z.array(minor) }))
    .describe("Kubernetes versions that go with a version of Talos."),
});

/** What the rules are told besides the resources. */
export type Settings = z.infer<typeof settingsSchema>;

/** Settings as a pack configuration gives them: any part of them. */
export type GivenSettings = z.infer<typeof givenSettings>;

/** For what comes from outside. */
export const givenSettings = settingsSchema.partial();
