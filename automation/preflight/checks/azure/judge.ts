import type { Answer, Check, Subject } from "../../check.ts";
import { failed, judged, passed, skipped, warning, withoutProblems } from "../../check.ts";
import { liesIn } from "../../cidr.ts";
import { noNetwork } from "../../surroundings.ts";
import type { AzureFacts, Placed, SubnetFacts } from "./facts.ts";
import type { AzurePlan } from "./plan.ts";
import { refusedActions, tellingActions } from "./rights.ts";
import { registrationChecks } from "./registrations.ts";
import { sizeChecks } from "./sizes.ts";

/** Judges what was found out about Azure, apart from the DNS zone. */
export function judgeAzure(plan: AzurePlan, facts: AzureFacts): Check[] {
  const credentials = credentialsCheck(plan, facts);
  if (credentials.status === "failed") {
    // Without credentials every other question has the same answer.
    return [credentials];
  }
  const { azure } = plan;
  return [
    credentials,
    rightsCheck(plan, facts),
    ...(facts.manager === undefined
      ? notAsked()
      : [...registrationChecks(facts.manager), ...sizeChecks(plan, facts.manager)]),
    ...placedCheck(
      { check: "azure-resource-group", lookedAt: `the resource group ${azure.resourceGroup ?? ""}` },
      facts.group,
      undefined,
      "Correct `azure.resourceGroup`, or make the group.",
    ),
    ...(facts.subnet === undefined ? [] : subnetChecks(plan, facts.subnet)),
    ...imageCheck(plan, facts),
    ...keyChecks(plan, facts),
  ];
}

function credentialsCheck({ azure }: AzurePlan, { client }: AzureFacts): Check {
  const subject = { check: "azure-credentials", lookedAt: "the credentials of Azure" };
  const remedy =
    "Log in with `az login`, or give ARM_CLIENT_ID and ARM_CLIENT_SECRET, or ARM_USE_OIDC, in the environment.";
  return judged(subject, client, {
    remedy,
    judge: ({ subscriptionId, tenantId, clientId }) =>
      withoutProblems(
        subject,
        [
          ...(subscriptionId === azure.subscriptionId
            ? []
            : [`they are for the subscription ${subscriptionId}, not ${azure.subscriptionId}`]),
          ...(tenantId === azure.tenantId
            ? []
            : [`they are for the tenant ${tenantId}, not ${azure.tenantId}`]),
        ],
        `subscription ${subscriptionId}, as ${clientId}`,
        remedy,
      ),
  });
}

function rightsCheck({ azure }: AzurePlan, { manager }: AzureFacts): Check {
  const subject = { check: "azure-rights", lookedAt: "what these credentials may do" };
  if (manager === undefined) {
    return skipped(subject, noNetwork);
  }
  const remedy = "Give the identity the role of docs/providers/azure.md.";
  return judged(subject, manager.permissions, {
    remedy,
    unanswered: "warning",
    judge: (permissions) => {
      const wanted = tellingActions(azure);
      const refused = refusedActions(wanted, permissions);
      return refused.length === 0
        ? passed(subject, `all of ${wanted.length} telling actions`)
        : failed(subject, `no role allows ${refused.join(", ")}`, remedy);
    },
  });
}

function notAsked(): Check[] {
  return [
    skipped(
      { check: "azure-registrations", lookedAt: "what the subscription is registered with" },
      noNetwork,
    ),
    skipped({ check: "azure-vm-sizes", lookedAt: "the sizes of the machines" }, noNetwork),
    skipped({ check: "azure-vcpus", lookedAt: "the quotas of vCPUs" }, noNetwork),
  ];
}

/** Judges something that has to be there, made, and at a certain location. Nothing where it was not asked for. */
function placedCheck(
  subject: Subject,
  answer: Answer<Placed> | undefined,
  location: string | undefined,
  remedy: string,
): Check[] {
  if (answer === undefined) {
    return [];
  }
  return [
    judged(subject, answer, {
      remedy,
      judge: ({ location: found = "", provisioningState = "Succeeded" }) =>
        withoutProblems(
          subject,
          [
            ...(location === undefined || plain(found) === location
              ? []
              : [`it is in ${found}, and the machines are in ${location}`]),
            ...(provisioningState === "Succeeded" ? [] : [`its state is ${provisioningState}`]),
          ],
          found === "" ? "it is there" : `it is there, in ${found}`,
          remedy,
        ),
    }),
  ];
}

/** A location as it is written in addresses: `West Europe` is `westeurope`. */
function plain(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

function subnetChecks({ azure, nodeCidr }: AzurePlan, { network, subnet }: SubnetFacts): Check[] {
  const id = azure.network?.subnetId ?? "";
  const subject = { check: "azure-network", lookedAt: `the subnet ${id}` };
  const remedy = "Correct `azure.network.subnetId` or `network.nodeCidr`.";
  return [
    ...placedCheck(
      { check: "azure-network", lookedAt: `the virtual network of ${id}` },
      network,
      azure.location,
      "Choose a subnet of a network in the same location.",
    ),
    judged(subject, subnet, {
      remedy,
      judge: ({ addressPrefix, addressPrefixes, natGateway, routeTable }) => {
        const prefixes = addressPrefixes ?? (addressPrefix === undefined ? [] : [addressPrefix]);
        const outside = prefixes.filter((prefix) => !liesIn(prefix, nodeCidr));
        if (outside.length > 0) {
          return failed(
            subject,
            `${outside.join(", ")} does not lie in \`network.nodeCidr\`, which is ${nodeCidr}`,
            remedy,
          );
        }
        return natGateway?.id === undefined && routeTable?.id === undefined
          ? warning(
              subject,
              "it has neither a NAT gateway nor a route table, so that its machines may have no way out",
              "Attach a NAT gateway, or a route table that leads to a firewall.",
            )
          : passed(subject, `${prefixes.join(", ")}, with a way out`);
      },
    }),
  ];
}

function imageCheck({ azure: { image: wanted } }: AzurePlan, { image }: AzureFacts): Check[] {
  if ("blobUri" in wanted) {
    return [
      skipped(
        { check: "azure-image", lookedAt: `the image ${wanted.blobUri}` },
        "Azure itself reads the blob when the image is made of it",
      ),
    ];
  }
  return placedCheck(
    { check: "azure-image", lookedAt: `the image ${wanted.id}` },
    image,
    undefined,
    "Correct `azure.image`, or make the image as docs/providers/azure.md says.",
  );
}

function keyChecks({ azure }: AzurePlan, { key }: AzureFacts): Check[] {
  const id = azure.encryptionKey?.diskEncryptionSetId;
  return id === undefined
    ? [skipped({ check: "azure-key", lookedAt: "the key of the disks" }, "the stack makes one of its own")]
    : placedCheck(
        { check: "azure-key", lookedAt: `the disk encryption set ${id}` },
        key,
        azure.location,
        "Correct `azure.encryptionKey`, or choose a set in the same location.",
      );
}
