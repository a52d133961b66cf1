import type { Check } from "../../check.ts";
import { failed, judged, passed, warning } from "../../check.ts";
import type { ManagerFacts } from "./facts.ts";

/** Judges what a subscription has to be registered with before it can be used. */
export function registrationChecks({ hostEncryption, namespaces }: ManagerFacts): Check[] {
  const feature = { check: "azure-registrations", lookedAt: "the feature EncryptionAtHost" };
  return [
    judged(feature, hostEncryption, {
      remedy: "Give the identity the role Reader on the subscription.",
      unanswered: "warning",
      judge: ({ properties: { state = "NotRegistered" } = {} }) =>
        state === "Registered"
          ? passed(feature, "the subscription has it")
          : failed(
              feature,
              `its state is ${state}, and the disks of every machine are encrypted on their hosts`,
              "Register it, which takes some minutes: `az feature register --namespace Microsoft.Compute --name EncryptionAtHost`, then `az provider register --namespace Microsoft.Compute`.",
            ),
    }),
    ...namespaceCheck(namespaces),
  ];
}

function namespaceCheck(namespaces: ManagerFacts["namespaces"]): Check[] {
  const names = Object.keys(namespaces);
  if (names.length === 0) {
    return [];
  }
  const subject = { check: "azure-registrations", lookedAt: `the resource providers ${names.join(", ")}` };
  const answers = Object.entries(namespaces);
  const problem = answers.flatMap(([, answer]) => ("problem" in answer ? [answer.problem] : []))[0];
  if (problem !== undefined) {
    return [warning(subject, problem, "Give the identity the role Reader on the subscription.")];
  }
  const missing = answers.flatMap(([name, answer]) =>
    "value" in answer && answer.value.registrationState === "Registered" ? [] : [name],
  );
  return [
    missing.length === 0
      ? passed(subject, "the subscription is registered with all of them")
      : failed(
          subject,
          `not registered: ${missing.join(", ")}`,
          `Register them: ${missing.map((name) => `\`az provider register --namespace ${name}\``).join(", ")}.`,
        ),
  ];
}
