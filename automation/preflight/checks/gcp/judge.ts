import type { Check } from "../../check.ts";
import { failed, judged, passed, skipped, withoutProblems } from "../../check.ts";
import { liesIn } from "../../cidr.ts";
import { noNetwork } from "../../surroundings.ts";
import { typesOf } from "../instances.ts";
import type { ApiFacts, GcpFacts, NetworkFacts } from "./facts.ts";
import { neededServices } from "./facts.ts";
import type { GcpPlan } from "./plan.ts";
import { cpuChecks } from "./quotas.ts";
import { tellingPermissions } from "./rights.ts";

/** Judges what was found out about Google Cloud, apart from the DNS zone. */
export function judgeGcp(plan: GcpPlan, facts: GcpFacts): Check[] {
  const project = projectCheck(plan, facts);
  if (project.status === "failed") {
    // Without credentials, or without the project, every other question has the same answer.
    return [project];
  }
  return [
    project,
    ...(facts.apis === undefined ? notAsked() : apiChecks(plan, facts, facts.apis)),
    zoneCheck(plan, facts),
    typeCheck(plan, facts),
    imageCheck(plan, facts),
    ...(facts.network === undefined ? [] : networkChecks(plan, facts.network)),
    keyCheck(plan, facts),
  ];
}

function projectCheck({ gcp }: GcpPlan, { project }: GcpFacts): Check {
  const subject = { check: "gcp-credentials", lookedAt: `the credentials for the project ${gcp.project}` };
  return judged(subject, project, {
    remedy:
      "Log in with `gcloud auth application-default login`, or give GOOGLE_CREDENTIALS in the environment; see that `gcp.project` is right.",
    judge: ({ number }) => passed(subject, `the project is there, with the number ${number}`),
  });
}

function notAsked(): Check[] {
  return [
    skipped({ check: "gcp-rights", lookedAt: "what these credentials may do" }, noNetwork),
    skipped({ check: "gcp-services", lookedAt: "the services of the project" }, noNetwork),
    skipped({ check: "gcp-vcpus", lookedAt: "the quotas of vCPUs" }, noNetwork),
  ];
}

function apiChecks(plan: GcpPlan, facts: GcpFacts, apis: ApiFacts): Check[] {
  return [rightsCheck(plan, apis), serviceCheck(plan, apis), ...cpuChecks(plan, facts, apis)];
}

function rightsCheck({ gcp }: GcpPlan, { permissions }: ApiFacts): Check {
  const subject = { check: "gcp-rights", lookedAt: "what these credentials may do" };
  const remedy = "Give the identity the roles of docs/providers/gcp.md.";
  return judged(subject, permissions, {
    remedy,
    unanswered: "warning",
    judge: (held) => {
      const wanted = tellingPermissions(gcp);
      const missing = wanted.filter((permission) => !held.includes(permission));
      return missing.length === 0
        ? passed(subject, `all of ${wanted.length} telling permissions`)
        : failed(subject, `missing: ${missing.join(", ")}`, remedy);
    },
  });
}

function serviceCheck({ gcp, dns }: GcpPlan, { services }: ApiFacts): Check {
  const wanted = neededServices(gcp, dns);
  const subject = { check: "gcp-services", lookedAt: `the services ${wanted.join(", ")}` };
  return judged(subject, services, {
    remedy: "Enable serviceusage.googleapis.com, to have them looked at.",
    unanswered: "warning",
    judge: (enabled) => {
      const missing = wanted.filter((service) => !enabled.includes(service));
      return missing.length === 0
        ? passed(subject, "all are enabled")
        : failed(
            subject,
            `not enabled: ${missing.join(", ")}`,
            `Enable them: \`gcloud services enable ${missing.join(" ")} --project ${gcp.project}\`.`,
          );
    },
  });
}

function zoneCheck({ gcp }: GcpPlan, { zones }: GcpFacts): Check {
  const subject = { check: "gcp-zones", lookedAt: `the zones ${gcp.zones.join(", ")}` };
  const remedy = "Correct `gcp.zones`.";
  return judged(subject, zones, {
    remedy,
    judge: ({ names }) =>
      withoutProblems(
        subject,
        gcp.zones
          .filter((zone) => !names.includes(zone))
          .map((zone) => `${zone} is not up in ${gcp.region}, which has ${names.join(", ")}`),
        "all are up",
        remedy,
      ),
  });
}

function typeCheck({ gcp, planned }: GcpPlan, { types }: GcpFacts): Check {
  const wanted = typesOf(planned);
  const subject = { check: "gcp-machine-types", lookedAt: `the machine types ${wanted.join(", ")}` };
  const problems = gcp.zones.flatMap((zone) => {
    const answer = types[zone];
    if (answer === undefined || "problem" in answer) {
      return [`${zone}: ${answer?.problem ?? "not asked"}`];
    }
    const missing = wanted.filter((type) => !answer.value.machineTypes.some(({ name }) => name === type));
    return missing.length === 0 ? [] : [`${missing.join(", ")} is not to be had in ${zone}`];
  });
  return withoutProblems(
    subject,
    problems,
    "to be had in every zone",
    "Choose another `instanceType` or other zones for the pool.",
  );
}

function imageCheck({ gcp }: GcpPlan, { image, apis }: GcpFacts): Check {
  const remedy = "Correct `gcp.image`, or upload the image as docs/providers/gcp.md describes.";
  if ("source" in gcp.image) {
    const subject = { check: "gcp-image", lookedAt: `the image ${gcp.image.source}` };
    return apis?.object === undefined
      ? skipped(subject, noNetwork)
      : judged(subject, apis.object, { remedy, judge: () => passed(subject, "it is there") });
  }
  const subject = { check: "gcp-image", lookedAt: `the image ${gcp.image.id}` };
  return judged(subject, image ?? { problem: "nobody was asked" }, {
    remedy,
    judge: ({ name, status }) =>
      status === "READY" ? passed(subject, name) : failed(subject, `${name} is ${status}`, remedy),
  });
}

function networkChecks({ gcp, nodeCidr }: GcpPlan, { network, subnetwork }: NetworkFacts): Check[] {
  const { network: networkName = "", subnetwork: subnetworkName = "" } = gcp.network ?? {};
  const remedy = "Correct `gcp.network` or `network.nodeCidr`.";
  const about = { check: "gcp-network", lookedAt: `the network ${networkName}` };
  const subject = { check: "gcp-network", lookedAt: `the subnetwork ${subnetworkName}` };
  return [
    judged(about, network, { remedy, judge: () => passed(about, "it is there") }),
    judged(subject, subnetwork, {
      remedy,
      judge: (found) =>
        withoutProblems(
          subject,
          [
            ...(lastOf(found.network) === lastOf(networkName)
              ? []
              : [`it belongs to the network ${lastOf(found.network)}`]),
            ...(lastOf(found.region) === gcp.region ? [] : [`it lies in ${lastOf(found.region)}`]),
            ...(liesIn(found.ipCidrRange, nodeCidr)
              ? []
              : [`${found.ipCidrRange} does not lie in \`network.nodeCidr\`, which is ${nodeCidr}`]),
          ],
          `${found.ipCidrRange} in ${lastOf(found.region)}`,
          remedy,
        ),
    }),
  ];
}

/** The name in a self link, or a name as it is. */
function lastOf(link: string): string {
  return link.split("/").at(-1) ?? link;
}

function keyCheck({ gcp }: GcpPlan, { key }: GcpFacts): Check {
  const { encryptionKey, region } = gcp;
  if (encryptionKey === undefined || key === undefined) {
    return skipped({ check: "gcp-key", lookedAt: "the key of the disks" }, "the stack makes one of its own");
  }
  const subject = { check: "gcp-key", lookedAt: `the key ${encryptionKey}` };
  const remedy = "Correct `gcp.encryptionKey`, or enable its primary version.";
  return judged(subject, key, {
    remedy,
    judge: ({ purpose, primaries }) => {
      const location = /\/locations\/([^/]+)\//.exec(encryptionKey)?.[1] ?? "";
      const state = primaries[0]?.state ?? "missing";
      return withoutProblems(
        subject,
        [
          ...(purpose === "ENCRYPT_DECRYPT" ? [] : [`its purpose is ${purpose}`]),
          ...(state === "ENABLED" ? [] : [`its primary version is ${state.toLowerCase()}`]),
          ...([region, "global"].includes(location) || region.startsWith(`${location}-`)
            ? []
            : [`it lies in ${location}, and the disks in ${region}`]),
        ],
        "it is there and enabled",
        remedy,
      );
    },
  });
}
